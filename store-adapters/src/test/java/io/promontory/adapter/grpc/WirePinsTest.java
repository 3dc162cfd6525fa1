package io.promontory.adapter.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.promontory.proto.exemplars.ExemplarsProto;
import io.promontory.proto.hints.HintsProto;
import io.promontory.proto.info.InfoProto;
import io.promontory.proto.metadata.MetadataProto;
import io.promontory.proto.prometheuscopy.CopyProto;
import io.promontory.proto.query.QueryProto;
import io.promontory.proto.rules.RulesProto;
import io.promontory.proto.status.StatusProto;
import io.promontory.proto.targets.TargetsProto;
import io.promontory.proto.thanos.LabelsProto;
import io.promontory.proto.thanos.StoreProto;
import io.promontory.proto.thanos.TypesProto;
import io.promontory.proto.write.WriteProto;
import io.promontory.proto.writev2.WriteV2Proto;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The numbers that other servers read and write. Names differ in places, since Java cannot have
 * theirs, and text is declared as bytes where it need not be UTF-8; neither shows on the wire.
 */
class WirePinsTest {
  private static final List<FileDescriptor> FILES =
      List.of(
          ExemplarsProto.getDescriptor(),
          HintsProto.getDescriptor(),
          InfoProto.getDescriptor(),
          MetadataProto.getDescriptor(),
          CopyProto.getDescriptor(),
          QueryProto.getDescriptor(),
          RulesProto.getDescriptor(),
          StatusProto.getDescriptor(),
          TargetsProto.getDescriptor(),
          LabelsProto.getDescriptor(),
          StoreProto.getDescriptor(),
          TypesProto.getDescriptor(),
          WriteProto.getDescriptor(),
          WriteV2Proto.getDescriptor());

  @Test
  void everyServiceMessageAndNumberIsAsTheOthersHaveIt() throws IOException {
    Map<String, List<String>> pinned = pinned();
    Map<String, List<String>> ours = ours();
    assertThat(ours.keySet()).isEqualTo(pinned.keySet());
    assertThat(pinned).hasSizeGreaterThan(100);
    pinned.forEach(
        (type, lines) -> {
          List<String> own = ours.get(type);
          assertThat(own).as(type).hasSameSizeAs(lines);
          for (int i = 0; i < lines.size(); i++) {
            if (type.startsWith("enum ")) {
              assertEnds(own.get(i), lines.get(i), type);
            } else {
              assertThat(own.get(i)).as(type).isEqualTo(lines.get(i));
            }
          }
        });
  }

  /** Enum values share one scope in some files; then ours have a prefix. */
  private static void assertEnds(String own, String pinned, String type) {
    int number = pinned.indexOf(' ');
    assertThat(own).as(type).startsWith(pinned.substring(0, number + 1));
    assertThat(own).as(type).endsWith(pinned.substring(number + 1));
  }

  private static Map<String, List<String>> pinned() throws IOException {
    Map<String, List<String>> types = new TreeMap<>();
    List<String> open = new ArrayList<>();
    try (InputStream in = WirePinsTest.class.getResourceAsStream("wire-pins.txt")) {
      assertThat(in).isNotNull();
      for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
        if (line.startsWith("  ")) {
          open.add(plain(line.strip()));
        } else if (!line.startsWith("#")) {
          open = new ArrayList<>();
          types.put(line.toLowerCase(Locale.ROOT), open);
        }
      }
    }
    return types;
  }

  private static Map<String, List<String>> ours() {
    Map<String, List<String>> types = new TreeMap<>();
    for (FileDescriptor file : FILES) {
      file.getMessageTypes().forEach(message -> add(message, types));
      file.getEnumTypes().forEach(values -> add(values, types));
      for (ServiceDescriptor service : file.getServices()) {
        types.put(
            ("service " + service.getFullName()).toLowerCase(Locale.ROOT),
            service.getMethods().stream()
                .map(WirePinsTest::line)
                .map(WirePinsTest::plain)
                .sorted()
                .toList());
      }
    }
    return types;
  }

  private static void add(Descriptor message, Map<String, List<String>> types) {
    if (message.getOptions().getMapEntry()) {
      return;
    }
    types.put(
        ("message " + message.getFullName()).toLowerCase(Locale.ROOT),
        message.getFields().stream()
            .sorted((a, b) -> Integer.compare(a.getNumber(), b.getNumber()))
            .map(WirePinsTest::line)
            .map(WirePinsTest::plain)
            .toList());
    message.getNestedTypes().forEach(nested -> add(nested, types));
    message.getEnumTypes().forEach(nested -> add(nested, types));
  }

  private static void add(EnumDescriptor values, Map<String, List<String>> types) {
    types.put(
        ("enum " + values.getFullName()).toLowerCase(Locale.ROOT),
        values.getValues().stream()
            .map(value -> plain(value.getNumber() + " " + value.getName()))
            .toList());
  }

  private static String line(FieldDescriptor field) {
    String type =
        field.isMapField()
            ? "map<%s, %s>"
                .formatted(
                    type(field.getMessageType().findFieldByNumber(1)),
                    type(field.getMessageType().findFieldByNumber(2)))
            : (field.isRepeated() ? "repeated " : "") + type(field);
    return field.getNumber() + " " + field.getName() + " " + type;
  }

  private static String type(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case MESSAGE -> field.getMessageType().getFullName();
      case ENUM -> field.getEnumType().getFullName();
      default -> field.getType().name().toLowerCase(Locale.ROOT);
    };
  }

  private static String line(MethodDescriptor method) {
    return "%s %s%s -> %s%s"
        .formatted(
            method.getName(),
            method.isClientStreaming() ? "stream " : "",
            method.getInputType().getFullName(),
            method.isServerStreaming() ? "stream " : "",
            method.getOutputType().getFullName());
  }

  /** Without case and underscores; text is bytes. */
  private static String plain(String line) {
    return line.toLowerCase(Locale.ROOT)
        .replace("_", "")
        .replace(" string", " bytes")
        .replace("<string,", "<bytes,");
  }
}
