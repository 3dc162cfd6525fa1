package io.promontory.frontend.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.frontend.app.QueryRunner;
import io.promontory.frontend.config.ConfigLoader;
import io.promontory.frontend.config.FrontendConfig;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.promql.engine.QueryException;
import io.promontory.proto.prometheus.LabelMatcher;
import io.promontory.proto.prometheus.Query;
import io.promontory.proto.prometheus.ReadRequest;
import io.promontory.proto.prometheus.ReadRequest.ResponseType;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.Listed;
import io.promontory.series.store.MetadataRequest;
import io.promontory.series.store.MetricMetadata;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreInfo;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.Snappy;

/** A client that hangs up ends the store call that its request waits for, whatever it asked. */
@Timeout(300)
class LookupGoneTest {
  /** Each call waits for its cancellation. */
  private static final class Waiting implements Store {
    private final CountDownLatch called;
    private final CountDownLatch canceled = new CountDownLatch(1);

    private Waiting() {
      this(1);
    }

    private Waiting(int calls) {
      this.called = new CountDownLatch(calls);
    }

    private RuntimeException until(QueryContext context) {
      context.cancellation().onCancel(canceled::countDown);
      called.countDown();
      try {
        assertThat(canceled.await(120, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      context.checkAlive("waiting");
      throw new AssertionError("still alive");
    }

    @Override
    public StoreInfo info() {
      return new StoreInfo("waiting", List.of(), Long.MIN_VALUE, Long.MAX_VALUE, Set.of());
    }

    @Override
    public SeriesSet select(SelectRequest request, QueryContext context) {
      throw until(context);
    }

    @Override
    public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
      throw until(context);
    }

    @Override
    public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
      throw until(context);
    }

    @Override
    public Listed<MetricMetadata> metadata(MetadataRequest request, QueryContext context) {
      throw until(context);
    }
  }

  private static FrontendConfig config(String text) throws Exception {
    return new ConfigLoader().parse(Path.of("f.yml"), "stores: []\n" + text).config();
  }

  private static Socket send(ApiServer server, String request) throws Exception {
    return send(server, request.getBytes(UTF_8));
  }

  private static Socket send(ApiServer server, byte[] request) throws Exception {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.getOutputStream().write(request);
    return socket;
  }

  /** A remote read of one selector. */
  private static byte[] read(ResponseType type) throws Exception {
    ReadRequest request =
        ReadRequest.newBuilder()
            .addAcceptedResponseTypes(type)
            .addQueries(
                Query.newBuilder()
                    .setEndTimestampMs(1000)
                    .addMatchers(LabelMatcher.newBuilder().setName("__name__").setValue("up")))
            .build();
    byte[] body = Snappy.compress(request.toByteArray());
    String head =
        "POST /api/v1/read HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length + "\r\n\r\n";
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(head.getBytes(UTF_8));
    whole.writeBytes(body);
    return whole.toByteArray();
  }

  private static String get(String target) {
    return "GET /api/v1/" + target + " HTTP/1.1\r\nHost: x\r\n\r\n";
  }

  private static String post(String path, String form) {
    return "POST /api/v1/"
        + path
        + " HTTP/1.1\r\nHost: x\r\nContent-Length: "
        + form.length()
        + "\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n"
        + form;
  }

  private static void hangUp(String request) throws Exception {
    hangUp(request.getBytes(UTF_8));
  }

  private static void hangUp(byte[] request) throws Exception {
    Waiting store = new Waiting();
    try (Engine engine = new Engine(EngineOptions.defaults());
        ApiServer server =
            new ApiServer(
                Services.ready(store, engine::run, config("feature_flags: [search-api]\n")))) {
      try (Socket socket = send(server, request)) {
        assertThat(store.called.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(store.canceled.getCount()).isOne();
      }
      assertThat(store.canceled.await(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "query?query=up",
        "query_range?query=up&start=0&end=10&step=1",
        "series?match[]=up",
        "series?match[]=up&match[]=down",
        "labels",
        "labels?match[]=up",
        "label/job/values",
        "metadata",
        "search/metric_names",
        "search/label_names",
        "search/label_values?label=job"
      })
  void getEndsTheCall(String target) throws Exception {
    hangUp(get(target));
  }

  @Test
  void postEndsTheCall() throws Exception {
    hangUp(post("series", "match[]=up"));
    hangUp(post("labels", "match[]=up"));
  }

  @ParameterizedTest
  @EnumSource(
      value = ResponseType.class,
      names = {"SAMPLES", "STREAMED_XOR_CHUNKS"})
  void aRemoteReadEndsTheCall(ResponseType type) throws Exception {
    hangUp(read(type));
  }

  /** Its client sends no more and listens still, to hear that it was noticed. */
  @Test
  void aRemoteReadThatWaitsForItsTurnGivesUpToo() throws Exception {
    int atOnce = 10;
    Waiting store = new Waiting(atOnce);
    List<Socket> running = new ArrayList<>();
    try (Engine engine = new Engine(EngineOptions.defaults());
        ApiServer server = new ApiServer(Services.ready(store, engine::run))) {
      for (int i = 0; i < atOnce; i++) {
        running.add(send(server, read(ResponseType.SAMPLES)));
      }
      assertThat(store.called.await(60, TimeUnit.SECONDS)).isTrue();
      try (Socket waiting = send(server, read(ResponseType.SAMPLES))) {
        waiting.shutdownOutput();
        waiting.setSoTimeout(60_000);
        assertThat(new String(waiting.getInputStream().readAllBytes(), UTF_8))
            .contains("the read was canceled while it waited for others to end");
      }
      assertThat(store.canceled.getCount()).isOne();
      for (Socket socket : running) {
        socket.close();
      }
    }
  }

  @Test
  void aQueryThatWaitsForItsTurnGivesUpToo() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch entered = new CountDownLatch(1);
    QueryRunner held =
        (store, query, context) -> {
          entered.countDown();
          try {
            go.await(120, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          throw new QueryException(QueryException.Kind.EXECUTION, "let go");
        };
    var service = Services.ready(new Waiting(), held, config("query: {max_concurrency: 1}\n"));
    try (ApiServer server = new ApiServer(service);
        Socket first = send(server, get("query?query=1"))) {
      assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
      try (Socket second = send(server, get("query?query=2"))) {
        awaitWaiting(service.admission()::waiting, 1);
      }
      awaitWaiting(service.admission()::waiting, 0);
      assertThat(service.admission().running()).isOne();
      go.countDown();
    }
  }

  private static void awaitWaiting(IntSupplier waiting, int count) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (waiting.getAsInt() != count) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }
}
