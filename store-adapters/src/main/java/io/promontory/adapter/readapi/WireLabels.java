package io.promontory.adapter.readapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.promontory.proto.prometheus.Label;
import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Labels as messages; those that repeat share theirs. One serves one answer. */
final class WireLabels {
  private static final int REMEMBERED = 10_000;

  private record Pair(String name, String value) {}

  private final Map<Pair, Label> known = new HashMap<>();

  List<Label> of(Labels labels) {
    List<Label> messages = new ArrayList<>(labels.size());
    for (int i = 0; i < labels.size(); i++) {
      messages.add(of(new Pair(labels.name(i), labels.value(i))));
    }
    return messages;
  }

  private Label of(Pair pair) {
    Label message = known.get(pair);
    if (message == null) {
      message =
          Label.newBuilder()
              .setName(ByteString.copyFrom(pair.name, UTF_8))
              .setValue(ByteString.copyFrom(pair.value, UTF_8))
              .build();
      if (known.size() < REMEMBERED) {
        known.put(pair, message);
      }
    }
    return message;
  }
}
