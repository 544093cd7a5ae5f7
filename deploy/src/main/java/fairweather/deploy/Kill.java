package fairweather.deploy;

import java.util.Locale;

/** The order to end a service, as {@code kill -9} does, once a run has come to a stage. */
public record Kill(Service service, Stage stage) {

    /**
     * Reads {@code scoring@era5}; the service's module name is understood too.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Kill parse(String text) {
        String[] parts = text.toLowerCase(Locale.ROOT).split("@", -1);
        if (parts.length == 2) {
            for (Service service : Service.values()) {
                for (Stage stage : Stage.values()) {
                    boolean named = parts[0].equals(service.word()) || parts[0].equals(service.module());
                    if (named && parts[1].equals(stage.word())) {
                        return new Kill(service, stage);
                    }
                }
            }
        }
        throw new IllegalArgumentException("'" + text + "' is not SERVICE@STAGE, for example scoring@era5: the services"
                + " are orchestrator, gateway and scoring, the stages query, verify, day1 and era5");
    }
}
