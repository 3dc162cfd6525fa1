package io.promontory.it.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.promontory.it.fixture.Fleet;
import io.promontory.it.fixture.FleetData;
import io.promontory.it.fixture.PromontoryProcess;
import io.promontory.it.fixture.SharedFleet;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.Encoding;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.XorReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * An adapter in a process of its own, asked by a client that learns the protocol from the server:
 * reflection, then {@code Series}.
 */
@ExtendWith(SharedFleet.class)
class PlainGrpcClientTest {
  private static final long START_MS = FleetData.START_SECONDS * 1000 + 1_200_000;
  private static final long END_MS = START_MS + 600_000;

  @TempDir Path directory;

  @Test
  void reflectionThenSeries(Fleet fleet) throws Exception {
    int port = PromontoryProcess.freePort();
    try (PromontoryProcess adapter =
        PromontoryProcess.start(
            directory, "grpc: {listen_address: \"127.0.0.1:" + port + "\"}\n" + fleet.asStore())) {
      ManagedChannel channel =
          ManagedChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
      try {
        ReflectedApi api = new ReflectedApi(channel);
        assertThat(api.services())
            .contains(
                "thanos.Store",
                "thanos.info.Info",
                "grpc.health.v1.Health",
                "grpc.reflection.v1.ServerReflection");
        DynamicMessage info = callInfo(api);
        assertThat(info.getAllFields().keySet().stream().map(f -> f.getName())).contains("store");
        assertThat(seriesOf(api)).isEqualTo(expected(fleet));
        assertThat(adapter.client().get("/-/healthy").status()).isEqualTo(200);
        assertThat(adapter.client().get("/metrics").body()).contains("promontory_");
      } finally {
        channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
      }
    }
  }

  private static DynamicMessage callInfo(ReflectedApi api) throws Exception {
    MethodDescriptor method = api.method("thanos.info.Info", "Info");
    return api.unary(method, DynamicMessage.getDefaultInstance(method.getInputType()));
  }

  /** Samples by label set, as text. */
  private static Map<String, List<String>> seriesOf(ReflectedApi api) throws Exception {
    MethodDescriptor method = api.method("thanos.Store", "Series");
    Descriptor request = method.getInputType();
    Descriptor matcher = request.findFieldByName("matchers").getMessageType();
    DynamicMessage name =
        DynamicMessage.newBuilder(matcher)
            .setField(matcher.findFieldByName("name"), "__name__")
            .setField(matcher.findFieldByName("value"), "memory_bytes")
            .build();
    Iterator<DynamicMessage> frames =
        api.serverStream(
            method,
            DynamicMessage.newBuilder(request)
                .setField(request.findFieldByName("min_time"), START_MS)
                .setField(request.findFieldByName("max_time"), END_MS)
                .addRepeatedField(request.findFieldByName("matchers"), name)
                .build());
    Map<String, List<String>> samples = new TreeMap<>();
    while (frames.hasNext()) {
      DynamicMessage frame = frames.next();
      if (frame.hasField(frame.getDescriptorForType().findFieldByName("series"))) {
        addSeries((DynamicMessage) field(frame, "series"), samples);
      }
    }
    return samples;
  }

  private static void addSeries(DynamicMessage series, Map<String, List<String>> samples) {
    Map<String, String> labels = new TreeMap<>();
    for (Object label : (List<?>) field(series, "labels")) {
      labels.put(
          text(field((DynamicMessage) label, "name")),
          text(field((DynamicMessage) label, "value")));
    }
    SampleColumns columns = new SampleColumns();
    for (Object chunk : (List<?>) field(series, "chunks")) {
      DynamicMessage raw = (DynamicMessage) field((DynamicMessage) chunk, "raw");
      assertThat(((EnumValueDescriptor) field(raw, "type")).getNumber()).isZero();
      byte[] data = ((ByteString) field(raw, "data")).toByteArray();
      new XorReader().decode(Chunk.of(Encoding.XOR, 0, Long.MAX_VALUE, data), columns);
    }
    List<String> points = samples.computeIfAbsent(labels.toString(), ignored -> new ArrayList<>());
    for (int i = 0; i < columns.size; i++) {
      if (columns.timestamps[i] > START_MS && columns.timestamps[i] <= END_MS) {
        points.add(columns.timestamps[i] + " " + columns.values[i]);
      }
    }
  }

  /**
   * The same by the Prometheus behind it: a range selector as an instant query gives raw samples.
   */
  private static Map<String, List<String>> expected(Fleet fleet) {
    JsonNode result =
        fleet
            .client()
            .post(
                "/api/v1/query",
                Map.of("query", "memory_bytes[600s]", "time", Long.toString(END_MS / 1000)))
            .json()
            .at("/data/result");
    Map<String, List<String>> samples = new TreeMap<>();
    for (JsonNode series : result) {
      Map<String, String> labels = new TreeMap<>();
      series.get("metric").properties().forEach(l -> labels.put(l.getKey(), l.getValue().asText()));
      List<String> points =
          samples.computeIfAbsent(labels.toString(), ignored -> new ArrayList<>());
      for (JsonNode value : series.get("values")) {
        points.add(
            Math.round(value.get(0).asDouble() * 1000)
                + " "
                + Double.parseDouble(value.get(1).asText()));
      }
    }
    assertThat(samples).hasSizeGreaterThan(30);
    return samples;
  }

  private static Object field(DynamicMessage message, String name) {
    return message.getField(message.getDescriptorForType().findFieldByName(name));
  }

  private static String text(Object value) {
    return value instanceof ByteString bytes ? bytes.toStringUtf8() : value.toString();
  }
}
