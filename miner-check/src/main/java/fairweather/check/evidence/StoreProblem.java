package fairweather.check.evidence;

/** One thing by which a directory is not the store that a manifest lists. */
record StoreProblem(Kind kind, String name) {
    private static final int LONGEST = 120;

    enum Kind {
        WRONG_HASH("wrong hash"),
        MISSING("missing"),
        UNLISTED("not listed"),
        LINK("a link, which is not followed"),
        NO_FILE("no regular file"),
        BAD_NAME("a name that no object may have"),
        SAME_BUT_CASE("differs from another name in case only"),
        UNREADABLE("cannot be read");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** Names come from whoever made the directory: nothing but printable ASCII is shown. */
    StoreProblem {
        String shown = name.replaceAll("[^\\x20-\\x7e]", "?");
        name = shown.length() > LONGEST ? shown.substring(0, LONGEST) + "..." : shown;
    }

    @Override
    public String toString() {
        return kind.words() + ": " + name;
    }
}
