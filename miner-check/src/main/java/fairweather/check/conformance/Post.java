package fairweather.check.conformance;

import java.util.Map;
import java.util.TreeMap;

/** A POST as it will be sent; every part can be spoilt after it was signed. */
record Post(String path, Map<String, String> headers, byte[] body) {

    Post to(String otherPath) {
        return new Post(otherPath, headers, body);
    }

    Post with(String header, String value) {
        Map<String, String> changed = new TreeMap<>(headers);
        changed.put(header, value);
        return new Post(path, changed, body);
    }

    Post without(String header) {
        Map<String, String> fewer = new TreeMap<>(headers);
        fewer.remove(header);
        return new Post(path, fewer, body);
    }

    Post withBody(byte[] other) {
        return new Post(path, headers, other);
    }
}
