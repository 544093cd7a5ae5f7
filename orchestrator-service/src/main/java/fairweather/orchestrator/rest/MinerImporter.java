package fairweather.orchestrator.rest;

import fairweather.database.Database;
import fairweather.forecast.signature.Ss58;
import fairweather.orchestrator.periodic.Deregistrations;
import fairweather.step.StepKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Registers miners: all rows of an import, or none if one of them is bad. */
@Singleton
class MinerImporter {
    private static final int HOTKEY_MAX = 255;

    /** A hotkey of the import that another slot has which the import does not change. */
    private static final String TAKEN = """
            SELECT n.uid, m.row FROM jsonb_to_recordset($1::jsonb) AS m(row integer, uid integer, hotkey text)
            JOIN node_table n ON n.hotkey = m.hotkey AND n.uid <> m.uid
            WHERE n.uid NOT IN (SELECT uid FROM jsonb_to_recordset($1::jsonb) AS o(uid integer))
            ORDER BY m.row LIMIT 1
            """;

    /** Serialises imports; any fixed number. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(1296649554)";

    private static final String UPSERT = """
            INSERT INTO node_table AS n (uid, hotkey, ip, port, label)
            SELECT uid, hotkey, ip, port, label
            FROM jsonb_to_recordset($1::jsonb) AS m(uid integer, hotkey text, ip text, port integer, label varchar(80))
            ORDER BY uid
            ON CONFLICT (uid) DO UPDATE SET
                hotkey = EXCLUDED.hotkey, ip = EXCLUDED.ip, port = EXCLUDED.port, label = EXCLUDED.label,
                last_updated = fw_now()
            WHERE (n.hotkey, n.ip, n.port, n.label)
                  IS DISTINCT FROM (EXCLUDED.hotkey, EXCLUDED.ip, EXCLUDED.port, EXCLUDED.label)
            RETURNING xmax = 0 AS added
            """;

    private final Database database;
    private final AdminConfig config;

    MinerImporter(Database database, AdminConfig config) {
        this.database = database;
        this.config = config;
    }

    MinerImport.Result importAll(Operator operator, List<MinerImport.Miner> miners) {
        JsonArray rows = check(miners);
        return database.transaction(tx -> {
            tx.query(LOCK);
            Optional<Row> taken = tx.first(TAKEN, rows);
            if (taken.isPresent()) {
                throw Refusal.conflict("row " + taken.get().getInteger("row") + ": slot "
                        + taken.get().getInteger("uid") + " has this hotkey, and the import does not change that slot");
            }
            List<Row> changed = tx.query(UPSERT, rows);
            int added = (int)
                    changed.stream().filter(row -> row.getBoolean("added")).count();
            Deregistrations.tell(tx);
            MinerImport.Result result =
                    new MinerImport.Result(added, changed.size() - added, rows.size() - changed.size());
            operator.record(
                    tx,
                    null,
                    null,
                    null,
                    "imported " + rows.size() + " miners (" + result.added() + " added, " + result.updated()
                            + " updated, " + result.unchanged() + " unchanged)");
            return result;
        });
    }

    private JsonArray check(List<MinerImport.Miner> miners) {
        if (miners == null || miners.isEmpty()) {
            throw Refusal.badRequest("miners must not be empty");
        }
        JsonArray rows = new JsonArray();
        Map<Integer, Integer> rowByUid = new HashMap<>();
        Map<String, Integer> rowByHotkey = new HashMap<>();
        for (int row = 1; row <= miners.size(); row++) {
            JsonObject miner = check(row, miners.get(row - 1));
            once(row, "uid", rowByUid.putIfAbsent(miner.getInteger("uid"), row));
            once(row, "hotkey", rowByHotkey.putIfAbsent(miner.getString("hotkey"), row));
            rows.add(miner);
        }
        return rows;
    }

    private JsonObject check(int row, MinerImport.Miner miner) {
        String at = "row " + row + ": ";
        if (miner == null) {
            throw Refusal.badRequest(at + "it is null");
        }
        if (miner.uid() == null || miner.uid() < 0 || miner.uid() >= config.slots()) {
            throw Refusal.badRequest(at + "uid must be 0 to " + (config.slots() - 1));
        }
        if (miner.port() != null && (miner.port() < 0 || miner.port() > 65535)) {
            throw Refusal.badRequest(at + "port must be 1 to 65535, or 0 for none");
        }
        boolean posted = miner.port() != null && miner.port() > 0;
        return new JsonObject()
                .put("row", row)
                .put("uid", miner.uid())
                .put("hotkey", hotkey(at, miner.hotkey()))
                .put("ip", Input.optionalText(at + "ip", miner.ip(), 255))
                .put("port", posted ? miner.port() : null)
                .put("label", Input.optionalText(at + "label", miner.label(), 80));
    }

    private static String hotkey(String at, String given) {
        String hotkey = Input.text(at + "hotkey", given, HOTKEY_MAX);
        if (hotkey.equals(StepKey.COORDINATOR)) {
            throw Refusal.badRequest(at + "the hotkey " + StepKey.COORDINATOR + " is the run's own");
        }
        if (!Ss58.isValid(hotkey)) {
            throw Refusal.badRequest(at + "hotkey is not a valid SS58 address of prefix 42");
        }
        return hotkey;
    }

    private static void once(int row, String what, Integer before) {
        if (before != null) {
            throw Refusal.badRequest("row " + row + ": " + what + " is the same as in row " + before);
        }
    }
}
