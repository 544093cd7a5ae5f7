package fairweather.scoring.forecast;

import fairweather.forecast.store.ForecastReader;
import fairweather.forecast.store.ReadingPlan;
import fairweather.forecast.store.WantedField;
import fairweather.reference.Grid;
import fairweather.scoring.input.LeadInputs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** What is to be measured on one grid, and in which order its chunks are read. */
record LeadPlan(Grid grid, List<Wanted> wanted, ReadingPlan reading) {

    /** One plan per grid; leads without components take no part. */
    static List<LeadPlan> of(ForecastReader reader, SortedMap<Integer, LeadInputs.Complete> leads) {
        Map<Grid, List<Wanted>> byGrid = new LinkedHashMap<>();
        leads.forEach((hours, lead) -> lead.components()
                .forEach(component -> byGrid.computeIfAbsent(lead.grid(), nothing -> new ArrayList<>())
                        .add(new Wanted(hours, component, lead.kernel(), lead.parity()))));
        List<LeadPlan> plans = new ArrayList<>();
        byGrid.forEach((grid, wanted) -> {
            List<WantedField> fields = wanted.stream().map(Wanted::field).toList();
            plans.add(new LeadPlan(grid, wanted, reader.plan(fields, Forecast.target(grid))));
        });
        return plans;
    }
}
