package fairweather.miner.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Takes the bodies of answers out of a connection as the buffers in which they were received. Vert.x itself would copy
 * each of them to the heap, and again from there to be sent on, which is most of what passing an object on costs
 * (docs/adr/0025). The end of a body still goes by way of Vert.x, after the last piece.
 *
 * <p>From the head of an answer on nothing more is read from the miner until the body is asked for. Whoever is given a
 * piece has to release it; what nobody was given is released when the connection closes.
 */
final class BodyTap extends ChannelInboundHandlerAdapter {
    private static final String NAME = "body tap";

    /** What had been received together with the head. */
    private final Queue<HttpContent> early = new ArrayDeque<>();

    private ChannelHandlerContext here;
    private boolean inBody;
    private Consumer<ByteBuf> reader;

    private BodyTap() {}

    /** The tap of a connection, which gets one with its first request, before that is sent. */
    static BodyTap on(HttpConnection connection) {
        ChannelHandlerContext vertx = ((ConnectionBase) connection).channelHandlerContext();
        ChannelPipeline pipeline = vertx.pipeline();
        BodyTap present = pipeline.get(BodyTap.class);
        if (present != null) {
            return present;
        }
        BodyTap tap = new BodyTap();
        pipeline.addBefore(vertx.name(), NAME, tap);
        return tap;
    }

    /** Hands the pieces of the present answer's body on, those that have come and those that will. */
    void open(Consumer<ByteBuf> to) {
        if (!here.executor().inEventLoop()) {
            here.executor().execute(() -> open(to));
            return;
        }
        reader = to;
        receive(true);
        if (!early.isEmpty()) {
            while (!early.isEmpty()) {
                deliver(early.poll());
            }
            // Else Vert.x takes itself to be reading still and keeps the next request back.
            here.fireChannelReadComplete();
        }
    }

    /** Receives nothing more for this reader; a few pieces may still come. Nothing if its body has ended. */
    void pause(Consumer<ByteBuf> of) {
        receiveFor(of, false);
    }

    void resume(Consumer<ByteBuf> of) {
        receiveFor(of, true);
    }

    private void receiveFor(Consumer<ByteBuf> of, boolean on) {
        if (!here.executor().inEventLoop()) {
            here.executor().execute(() -> receiveFor(of, on));
        } else if (of == reader) {
            receive(on);
        }
    }

    private void receive(boolean on) {
        here.channel().config().setAutoRead(on);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        here = context;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpResponse head && head.decoderResult().isSuccess()) {
            // An interim answer (100, 103) has no body and is followed by another one.
            inBody = head.status().codeClass() != HttpStatusClass.INFORMATIONAL;
            receive(!inBody);
            context.fireChannelRead(message);
        } else if (inBody
                && message instanceof HttpContent content
                && content.decoderResult().isSuccess()) {
            if (reader == null) {
                early.add(content);
            } else {
                deliver(content);
            }
        } else {
            context.fireChannelRead(message);
        }
    }

    private void deliver(HttpContent content) {
        if (content.content().isReadable()) {
            reader.accept(content.content());
        } else {
            content.release();
        }
        if (content instanceof LastHttpContent) {
            inBody = false;
            reader = null;
            receive(true);
            here.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        early.forEach(ReferenceCountUtil::release);
        early.clear();
    }
}
