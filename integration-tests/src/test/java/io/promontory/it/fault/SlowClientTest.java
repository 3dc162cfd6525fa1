package io.promontory.it.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.ApiClient.Answer;
import io.promontory.it.fixture.PromontoryProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that stop reading in the middle of answers of some 50 MB: the text waits unwritten, not
 * in the heap, others are answered, and in the end so are they.
 */
@Timeout(120)
class SlowClientTest {
  @TempDir Path directory;

  @Test
  void fillNoHeap() throws Exception {
    try (FaultySites sites = new FaultySites(directory);
        PromontoryProcess promontory =
            PromontoryProcess.start(
                directory,
                "stores: [{name: all, type: prometheus, url: \""
                    + sites.prometheus.uri()
                    + "\"}]\n",
                "-Xmx208m",
                "-XX:+ExitOnOutOfMemoryError");
        Socket one = ask(promontory.port());
        Socket two = ask(promontory.port())) {
      assertThat(one.getInputStream().readNBytes(10_000)).hasSize(10_000);
      assertThat(two.getInputStream().readNBytes(10_000)).hasSize(10_000);
      ApiClient client = promontory.client();
      for (int i = 0; i < 20; i++) {
        Answer answer =
            client.get("/api/v1/query?query=sum(m_total)&time=" + (FaultySites.END - 15));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().at("/data/result")).hasSize(1);
      }
      assertThat(rest(one)).isEqualTo(rest(two)).isGreaterThan(45_000_000);
      assertThat(promontory.process().isAlive()).as(promontory.log()).isTrue();
    }
  }

  private static Socket ask(int port) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(8 << 10);
    socket.setSoTimeout(60_000);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    String path =
        "/api/v1/query_range?query=m_total&step=0.08&start=%d&end=%d"
            .formatted(FaultySites.START, FaultySites.END);
    socket
        .getOutputStream()
        .write(
            ("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                .getBytes(US_ASCII));
    return socket;
  }

  private static long rest(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    byte[] buffer = new byte[1 << 16];
    long bytes = 0;
    byte last = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      bytes += read;
      last = read > 0 ? buffer[read - 1] : last;
    }
    assertThat(last).as("the end of the JSON").isEqualTo((byte) '}');
    return bytes;
  }
}
