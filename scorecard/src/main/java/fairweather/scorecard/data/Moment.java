package fairweather.scorecard.data;

import java.time.Instant;

/** When a field is valid, as far as its file tells. */
public sealed interface Moment {

    /** The file has no time: the field is taken for whatever time it is compared at. */
    record Always() implements Moment {}

    /**
     * The file has a time that cannot be read: good enough for what is usual, not for a forecast or a truth.
     *
     * @param reason one clause
     */
    record Unread(String reason) implements Moment {}

    /**
     * At one instant.
     *
     * @param start when the forecast began, or null if the file does not tell
     * @param leadHours from start to valid, or null without a start
     */
    record At(Instant valid, Instant start, Integer leadHours) implements Moment {}

    /** So many hours after a start that the file does not tell. */
    record Lead(int hours) implements Moment {}

    /**
     * In one calendar month of every year.
     *
     * @param month 1 to 12
     * @param hour 0 to 23, or null for the whole day
     */
    record Month(int month, Integer hour) implements Moment {}

    /**
     * On one day of every year.
     *
     * @param day 1 to 366
     * @param hour 0 to 23, or null for the whole day
     */
    record DayAndHour(int day, Integer hour) implements Moment {}

    /**
     * At one hour of every day.
     *
     * @param hour 0 to 23
     */
    record Hour(int hour) implements Moment {}
}
