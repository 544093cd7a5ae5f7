package fairweather.orchestrator.rest;

import fairweather.database.Database;
import fairweather.orchestrator.calendar.CalendarPreview;
import fairweather.orchestrator.gateway.GatewayClient;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The periodic works and the calendars. */
@Path("/api/v1/schedules")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "schedules")
public class SchedulesResource {
    private static final String NEXT = """
            SELECT name, greatest(next_due_at, not_before) AS at,
                   greatest(next_due_at, not_before) <= fw_now() AS due
            FROM periodic_work ORDER BY at, name
            """;

    private final Database database;
    private final GatewayClient gateway;

    SchedulesResource(Database database, GatewayClient gateway) {
        this.database = database;
        this.gateway = gateway;
    }

    @GET
    @Operation(operationId = "listSchedules", summary = "List the periodic works and how they have been going")
    public Listing<ScheduleView> list() {
        return new Listing<>(
                database.query(ScheduleView.LIST).stream().map(ScheduleView::of).toList(), null);
    }

    @GET
    @Path("/next")
    @Operation(
            operationId = "previewSchedules",
            summary = "What the schedules and the calendars would do next",
            description = "Nothing is done. 503 while the gateway does not tell the validator's hotkey, which the "
                    + "opening times depend on.")
    public Plan next() {
        String hotkey = hotkey();
        return database.transaction(tx -> {
            tx.command("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            return new Plan(
                    Columns.instant(tx.first("SELECT fw_now() AS now").orElseThrow(), "now"),
                    tx.query(NEXT).stream().map(Plan.Occasion::of).toList(),
                    CalendarPreview.of(tx, hotkey).stream().map(Plan.Cycle::of).toList());
        });
    }

    private String hotkey() {
        try {
            return gateway.identity();
        } catch (IOException away) {
            throw Refusal.unavailable("the validator's identity is unknown, because the miner gateway does not answer ("
                    + away.getClass().getSimpleName() + ")");
        }
    }
}
