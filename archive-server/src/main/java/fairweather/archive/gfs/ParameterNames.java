package fairweather.archive.gfs;

import java.util.Map;
import java.util.stream.Collectors;

/** NCEP's abbreviations of parameters: those that are scored, and the more common of the rest. */
final class ParameterNames {
    private static final int NCEP = 7;
    private static final int FIRST_LOCAL = 192;

    /** Discipline/category/number. */
    private static final Map<String, String> NAMES = """
            0/0/0 TMP
            0/0/4 TMAX
            0/0/5 TMIN
            0/0/6 DPT
            0/0/10 LHTFL
            0/0/11 SHTFL
            0/1/0 SPFH
            0/1/1 RH
            0/1/3 PWAT
            0/1/7 PRATE
            0/1/8 APCP
            0/1/10 ACPCP
            0/1/13 WEASD
            0/1/22 CLWMR
            0/2/0 WDIR
            0/2/1 WIND
            0/2/2 UGRD
            0/2/3 VGRD
            0/2/8 VVEL
            0/2/10 ABSV
            0/2/22 GUST
            0/3/0 PRES
            0/3/1 PRMSL
            0/3/3 ICAHT
            0/3/5 HGT
            0/3/192 MSLET
            0/6/1 TCDC
            0/7/6 CAPE
            0/7/7 CIN
            0/7/8 HLCY
            0/14/192 O3MR
            2/0/0 LAND
            10/0/3 HTSGW
            10/0/4 WVDIR
            10/0/5 WVHGT
            10/0/6 WVPER
            10/0/7 SWDIR
            10/0/8 SWELL
            10/0/9 SWPER
            10/0/10 DIRPW
            10/0/11 PERPW
            10/2/0 ICEC
            """.lines()
            .map(line -> line.split(" "))
            .collect(Collectors.toUnmodifiableMap(word -> word[0], word -> word[1]));

    private ParameterNames() {}

    /** The abbreviation, or what wgrib2 says where it knows none. */
    static String of(GribEntry entry) {
        int category = entry.product().unsigned(10);
        int number = entry.product().unsigned(11);
        int centre = entry.identification().unsigned2(6);
        boolean local = category >= FIRST_LOCAL || number >= FIRST_LOCAL;
        String name = NAMES.get(entry.discipline() + "/" + category + "/" + number);
        if (name != null && (!local || centre == NCEP)) {
            return name;
        }
        String table = local
                ? "center=" + centre + " local_table=" + entry.identification().unsigned(11)
                : "master_table=" + entry.identification().unsigned(10);
        return "var discipline=" + entry.discipline() + " " + table + " parmcat=" + category + " parm=" + number;
    }
}
