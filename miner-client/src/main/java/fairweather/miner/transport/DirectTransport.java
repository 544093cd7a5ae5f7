package fairweather.miner.transport;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.forecast.protocol.MinerWords;
import fairweather.miner.client.Deadline;
import fairweather.miner.client.MinerJson;
import fairweather.miner.client.Prepared;
import fairweather.miner.client.RequestSigner;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/** Plain JSON, signed over all that matters; the reply may be signed too. */
final class DirectTransport implements MinerTransport {
    private final Courier courier;
    private final RequestSigner signer;
    private final ReplyRule rule;

    DirectTransport(Courier courier, RequestSigner signer, ReplyRule rule) {
        this.courier = courier;
        this.signer = signer;
        this.rule = rule;
    }

    @Override
    public Uni<SignedReply> ask(Peer miner, String path, ObjectNode data, Deadline deadline) {
        ObjectNode envelope = MinerJson.object();
        envelope.set(MinerWords.DATA, data);
        byte[] body = MinerJson.bytes(envelope);
        return courier.post(miner, path, () -> signed(miner, path, body), deadline, MinerJson.CAP)
                .flatMap(reply -> checked(miner, reply));
    }

    private Prepared signed(Peer miner, String path, byte[] body) {
        return new Prepared(signer.headers("POST", path, miner.hotkey(), body), Buffer.buffer(body));
    }

    private Uni<SignedReply> checked(Peer miner, SignedReply reply) {
        return reply.signature().isEmpty()
                ? Uni.createFrom().item(() -> rule.checked(miner.hotkey(), reply))
                : courier.onWorker(() -> rule.checked(miner.hotkey(), reply));
    }
}
