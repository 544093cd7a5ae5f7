package fairweather.job.postgres;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** A plan as PostgreSQL explains it: its nodes, outermost first. */
record Plan(String statement, List<Node> nodes) {
    /**
     * One node.
     *
     * @param name for example {@code Index Scan}
     * @param table the table it reads or changes, or the empty string
     * @param index the index it uses, or the empty string
     * @param rows how many rows the planner expects of it
     * @param loops how often it was executed; 0 if the statement was only planned
     */
    record Node(String name, String table, String index, double rows, int loops) {}

    static Plan of(String statement, String explained) {
        List<Node> nodes = new ArrayList<>();
        collect(new JsonArray(explained).getJsonObject(0).getJsonObject("Plan"), nodes);
        return new Plan(statement, nodes);
    }

    private static void collect(JsonObject plan, List<Node> nodes) {
        nodes.add(new Node(
                plan.getString("Node Type"),
                plan.getString("Relation Name", ""),
                plan.getString(
                        "Index Name",
                        plan.getJsonArray("Conflict Arbiter Indexes", JsonArray.of(""))
                                .getString(0)),
                plan.getDouble("Plan Rows"),
                plan.getInteger("Actual Loops", 0)));
        for (Object child : plan.getJsonArray("Plans", new JsonArray())) {
            collect((JsonObject) child, nodes);
        }
    }

    List<Node> sequentialScansOf(String table) {
        return nodes.stream()
                .filter(node -> node.table().equals(table) && node.name().contains("Seq Scan"))
                .toList();
    }

    List<Node> sortsOfMoreThan(double rows) {
        return nodes.stream()
                .filter(node -> node.name().contains("Sort") && node.rows() > rows)
                .toList();
    }

    /** How often the index was searched. */
    int searchesOf(String index) {
        return nodes.stream()
                .filter(node -> node.index().equals(index))
                .mapToInt(Node::loops)
                .sum();
    }

    List<String> indexes() {
        return nodes.stream().map(Node::index).filter(index -> !index.isEmpty()).toList();
    }
}
