package fairweather.bench.gateway;

/** By which way an object comes from the same miner to the same reader. */
enum Way {
    DIRECT("direct"),
    NGINX("nginx, buffering"),
    NGINX_UNBUFFERED("nginx, not buffering"),
    GATEWAY("gateway");

    private final String words;

    Way(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
