package fairweather.reference.directory;

import fairweather.reference.FieldKey;
import fairweather.reference.Product;
import fairweather.reference.Substitution;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What an {@code index.json} says; see the package's description for the format. */
record DirectoryIndex(String name, boolean closed, List<Substitution> substitutions, List<Entry> files) {

    enum Format {
        GRIB,
        NETCDF,
        FIELD
    }

    record ListedField(String variable, Integer level) {}

    /** One file. The three times are those of a GRIB file, the months those of a monthly climatology. */
    record Entry(
            String file,
            String sha256,
            Product product,
            Format format,
            Instant referenceTime,
            Integer leadHours,
            Instant validTime,
            List<Integer> months,
            List<ListedField> fields) {

        boolean holds(FieldKey key) {
            return product == key.product()
                    && fields.contains(new ListedField(key.variable(), key.level()))
                    && switch (product) {
                        case MONTHLY_CLIMATOLOGY ->
                            months.contains(
                                    key.validTime().atOffset(ZoneOffset.UTC).getMonthValue());
                        case GFS_FORECAST ->
                            Objects.equals(referenceTime, key.referenceTime())
                                    && Objects.equals(leadHours, key.leadHours());
                        case GFS_ANALYSIS, ERA5, CLIMATOLOGY -> key.validTime().equals(validTime);
                    };
        }
    }

    Optional<Entry> entry(FieldKey key) {
        return files.stream().filter(entry -> entry.holds(key)).findFirst();
    }

    Optional<Substitution> substitution(FieldKey key) {
        return substitutions.stream().filter(each -> each.covers(key)).findFirst();
    }
}
