package fairweather.simulator.trouble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.forecast.protocol.MinerWords;
import fairweather.simulator.protocol.RequestKind;
import fairweather.simulator.store.Tampering;

/** Trouble with what is frozen: bytes, manifest and signature do not hold together. */
public enum FreezeTrouble implements Trouble {
    /** From the first data-chunk GET on, the chunk of {@code 10u} at lead 120 h is another valid, re-encoded field. */
    CHUNK_CHANGED("chunk-swapped-after-freeze", Tampering.CHUNK_CHANGED),
    /** From the first data-chunk GET on, the chunk of {@code 10u} at lead 120 h is gone. */
    CHUNK_REMOVED("chunk-removed-after-freeze", Tampering.CHUNK_REMOVED),
    /** The chunk of {@code 10u} at lead 120 h is not in the manifest. */
    CHUNK_UNLISTED("unlisted-chunk", Tampering.CHUNK_UNLISTED),
    BAD_SIGNATURE("bad-signature", Tampering.BAD_SIGNATURE),
    FOREIGN_SIGNER("foreign-signer", Tampering.FOREIGN_SIGNER),
    /** The announced hash is not the manifest's. */
    BAD_MANIFEST_HASH("bad-manifest-hash", Tampering.NONE) {
        @Override
        public void adjust(Exchange exchange, ObjectNode reply) {
            if (reply.hasNonNull(MinerWords.VERIFICATION_HASH)) {
                reply.put(MinerWords.VERIFICATION_HASH, "0".repeat(64));
            }
        }
    },
    /** From the second access call on, another manifest hash is announced than in the first. */
    CHANGED_CLAIM("changed-claim", Tampering.NONE) {
        @Override
        public void adjust(Exchange exchange, ObjectNode reply) {
            if (exchange.kind() == RequestKind.ACCESS
                    && exchange.count() > 1
                    && reply.hasNonNull(MinerWords.VERIFICATION_HASH)) {
                reply.put(MinerWords.VERIFICATION_HASH, "0".repeat(64));
            }
        }
    };

    private final String knob;
    private final Tampering tampering;

    FreezeTrouble(String knob, Tampering tampering) {
        this.knob = knob;
        this.tampering = tampering;
    }

    @Override
    public String knob() {
        return knob;
    }

    @Override
    public Tampering tampering() {
        return tampering;
    }
}
