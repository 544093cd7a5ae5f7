package fairweather.scoring.store;

import fairweather.database.Database;
import fairweather.reference.provider.TruthChoices;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Choices of all processes of a validator, in the table {@code truth_choices}. */
public final class StoredChoices implements TruthChoices {
    private static final String CHOSEN = "SELECT provider FROM truth_choices WHERE source = $1 AND valid_time = $2";

    private static final String CHOOSE = """
            INSERT INTO truth_choices (source, valid_time, provider) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
            """;

    private final Database database;

    public StoredChoices(Database database) {
        this.database = database;
    }

    @Override
    public Optional<String> chosen(String source, Instant validTime) {
        return database.first(CHOSEN, source, validTime.atOffset(ZoneOffset.UTC))
                .map(row -> row.getString("provider"));
    }

    @Override
    public String choose(String source, Instant validTime, String provider) {
        database.update(CHOOSE, source, validTime.atOffset(ZoneOffset.UTC), provider);
        return chosen(source, validTime).orElseThrow();
    }
}
