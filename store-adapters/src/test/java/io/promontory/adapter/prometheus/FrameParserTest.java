package io.promontory.adapter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.prometheus.FrameParser.Frame;
import io.promontory.adapter.testing.NewerFields;
import io.promontory.adapter.wire.WireCursor.MalformedException;
import io.promontory.series.labels.Labels;
import org.junit.jupiter.api.Test;

class FrameParserTest {
  @Test
  void fieldsOfANewerServerArePassedOver() throws MalformedException {
    Labels labels = Labels.of("__name__", "m", "i", "0");
    var message = Frames.message(1, labels, 1_000, 2_000, 1, new byte[] {1, 2, 3});
    byte[] bytes = NewerFields.in(message).toByteArray();
    Frame frame = new FrameParser(0, 10_000).parse(bytes);
    assertThat(frame.queryIndex()).isEqualTo(1);
    assertThat(frame.series()).hasSize(1);
    assertThat(frame.series().getFirst().labels()).isEqualTo(labels);
    assertThat(frame.series().getFirst().chunks()).hasSize(1);
    assertThat(frame.series().getFirst().chunks().getFirst().length()).isEqualTo(3);
  }
}
