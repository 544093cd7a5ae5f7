package fairweather.simulator.miner;

import fairweather.simulator.protocol.RawReply;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.TimeUnit;

/**
 * Writes bytes of a miner's own making past the HTTP codec of the connection that a request came on. The server takes
 * that request for unanswered ever after, so nothing else is answered on this connection.
 */
final class RawSender {
    private final Channel channel;

    private RawSender(HttpServerRequest request) {
        this.channel = ((ConnectionBase) request.connection()).channel();
    }

    static void send(HttpServerRequest request, RawReply reply) {
        RawSender sender = new RawSender(request);
        sender.channel.eventLoop().execute(() -> sender.send(reply));
    }

    private void send(RawReply reply) {
        ChannelFuture written = write(reply.start(), 0, reply.start().length);
        switch (reply.rest()) {
            case SILENCE -> {}
            case CLOSE -> written.addListener(ChannelFutureListener.CLOSE);
            case RESET -> {
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
                written.addListener(ChannelFutureListener.CLOSE);
            }
            case DRIP -> drip(reply.more(), 0);
            case FLOOD -> flood(reply.more());
        }
    }

    private ChannelFuture write(byte[] bytes, int from, int length) {
        // The first handler is the nearest to the socket: what it writes passes no encoder.
        return channel.pipeline().firstContext().writeAndFlush(Unpooled.wrappedBuffer(bytes, from, length));
    }

    private void drip(byte[] bytes, int next) {
        if (next < bytes.length && channel.isActive()) {
            write(bytes, next, 1);
            channel.eventLoop().schedule(() -> drip(bytes, next + 1), 1, TimeUnit.SECONDS);
        }
    }

    /** The next block goes when the one before has left, so that a slow reader holds the flood back. */
    private void flood(byte[] block) {
        write(block, 0, block.length).addListener(done -> {
            if (done.isSuccess()) {
                channel.eventLoop().execute(() -> flood(block));
            }
        });
    }
}
