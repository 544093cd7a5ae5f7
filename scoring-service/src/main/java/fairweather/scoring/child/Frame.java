package fairweather.scoring.child;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;

/**
 * One message between parent and child: the version (one byte), the kind (one byte), the length of the body (int32,
 * big-endian) and the body, which is JSON but for an object's bytes.
 */
record Frame(Kind kind, byte[] body) {
    /** Both sides are of one build; another version means that one of them is not what it should be. */
    static final int VERSION = 1;

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    /** Who says it. */
    enum Speaker {
        PARENT,
        CHILD
    }

    /** What a message is, who says it, and how long it may be. */
    enum Kind {
        /** {@link WorkDescription}. */
        WORK(Speaker.PARENT, Frame.LARGE),
        /** The bytes that the child asked for. */
        OBJECT(Speaker.PARENT, Integer.MAX_VALUE - Frame.LARGE),
        /** {@link Fault}: why the child does not get the bytes it asked for. */
        REFUSED(Speaker.PARENT, Frame.SMALL),
        /** Whether a failure is the last. */
        SPENT(Speaker.PARENT, Frame.SMALL),
        /** {@link Wish}. */
        WISH(Speaker.CHILD, Frame.SMALL),
        /** {@link Fault}: is this failure the last? */
        IS_IT_SPENT(Speaker.CHILD, Frame.SMALL),
        /** {@link Findings}. */
        DONE(Speaker.CHILD, Frame.LARGE),
        /** {@link Fault}: the work cannot be done. */
        FAILED(Speaker.CHILD, Frame.SMALL);

        private final Speaker speaker;
        private final int longest;

        Kind(Speaker speaker, int longest) {
            this.speaker = speaker;
            this.longest = longest;
        }
    }

    private static final int SMALL = 64 * 1024;
    private static final int LARGE = 16 * 1024 * 1024;

    static Frame of(Kind kind, Object message) {
        try {
            return new Frame(kind, JSON.writeValueAsBytes(message));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("cannot write a message", impossible);
        }
    }

    /** @throws IOException if the body is not such a message */
    <T> T as(Class<T> type) throws IOException {
        T message = JSON.readValue(body, type);
        if (message == null) {
            throw new IOException("a message is empty");
        }
        return message;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeByte(VERSION);
        out.writeByte(kind.ordinal());
        out.writeInt(body.length);
        out.write(body);
        out.flush();
    }

    /**
     * @throws EOFException if the stream ends
     * @throws IOException if this is no frame, or not the speaker's to say; nothing is read of its body, or of one that
     *     is too long
     */
    static Frame read(DataInputStream in, Speaker speaker) throws IOException {
        int version = in.readUnsignedByte();
        int number = in.readUnsignedByte();
        int length = in.readInt();
        if (version != VERSION || number >= Kind.values().length) {
            throw new IOException("no frame of version " + VERSION + " begins with " + version + ", " + number);
        }
        Kind kind = Kind.values()[number];
        if (kind.speaker != speaker) {
            throw new IOException(kind + " is not for the " + speaker + " to say");
        }
        if (length < 0 || length > kind.longest) {
            throw new IOException("a frame of kind " + kind + " has a length of " + length);
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the stream ended within a frame");
        }
        return new Frame(kind, body);
    }
}
