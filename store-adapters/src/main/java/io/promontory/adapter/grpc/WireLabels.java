package io.promontory.adapter.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.promontory.proto.thanos.Label;
import io.promontory.proto.thanos.ZLabelSet;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import java.util.ArrayList;
import java.util.List;

/** Label sets as messages, and back. */
public final class WireLabels {
  private WireLabels() {}

  /** The labels in their order. */
  public static List<Label> toWire(Labels labels) {
    List<Label> messages = new ArrayList<>(labels.size());
    for (int i = 0; i < labels.size(); i++) {
      messages.add(
          Label.newBuilder()
              .setName(ByteString.copyFrom(labels.name(i), UTF_8))
              .setValue(ByteString.copyFrom(labels.value(i), UTF_8))
              .build());
    }
    return messages;
  }

  /** As a set. */
  public static ZLabelSet toSet(Labels labels) {
    return ZLabelSet.newBuilder().addAllLabels(toWire(labels)).build();
  }

  /** Sorted here, whatever the order they came in; of equal names the last. */
  static Labels fromWire(ZLabelSet set) {
    LabelsBuilder builder = new LabelsBuilder();
    for (Label label : set.getLabelsList()) {
      builder.set(label.getName().toStringUtf8(), label.getValue().toStringUtf8());
    }
    return builder.build();
  }
}
