package fairweather.proof.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {
    private ServerSocket server;
    private TcpProxy proxy;

    /** A server that says everything back. */
    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket client = server.accept();
                    Thread.ofVirtual().start(() -> echo(client));
                } catch (IOException closed) {
                    return;
                }
            }
        });
        proxy = TcpProxy.to(server.getLocalPort());
    }

    private static void echo(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException ended) {
            return;
        }
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    private Socket client() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        client.setSoTimeout(5_000);
        return client;
    }

    private static int answer(Socket client, int said) throws IOException {
        client.getOutputStream().write(said);
        return client.getInputStream().read();
    }

    @Test
    void bytes_pass_in_both_directions() throws IOException {
        try (Socket client = client()) {
            assertThat(answer(client, 7)).isEqualTo(7);
            assertThat(proxy.passing()).hasSize(1);
        }
    }

    @Test
    void a_muted_connection_stays_open_and_passes_nothing_while_a_new_one_passes() throws IOException {
        try (Socket old = client()) {
            assertThat(answer(old, 1)).isEqualTo(1);

            assertThat(proxy.mute()).isEqualTo(1);

            old.setSoTimeout(300);
            assertThatThrownBy(() -> answer(old, 2)).isInstanceOf(SocketTimeoutException.class);
            assertThat(proxy.believed()).isEqualTo(1);
            try (Socket later = client()) {
                assertThat(answer(later, 3)).isEqualTo(3);
            }
        }
    }

    @Test
    void a_muted_connection_is_no_longer_believed_in_once_the_client_has_closed_it() throws IOException {
        Socket client = client();
        assertThat(answer(client, 1)).isEqualTo(1);
        proxy.mute();
        client.close();
        await().untilAsserted(() -> assertThat(proxy.believed()).isZero());
    }

    @Test
    void a_muted_connection_does_not_tell_that_the_server_has_gone() throws IOException {
        try (Socket client = client()) {
            assertThat(answer(client, 1)).isEqualTo(1);
            proxy.mute();
            server.close();
            client.setSoTimeout(300);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void the_end_of_one_side_is_the_end_of_the_other() throws IOException {
        server.close();
        try (Socket client = client()) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }
}
