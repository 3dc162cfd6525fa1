package io.promontory.adapter.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.testing.NewerFields;
import io.promontory.proto.thanos.SeriesBatch;
import io.promontory.proto.thanos.SeriesResponse;
import io.promontory.series.chunk.XorWriter;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeriesFrameParserTest {
  private final List<Series> series = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  @Test
  void fieldsOfANewerServerArePassedOver() {
    XorWriter writer = new XorWriter();
    writer.append(1_000, 1);
    Series one = Series.of(Labels.of("__name__", "m", "i", "0"), List.of(writer.toChunk()));
    var message = new SeriesEncoder(Set.of(), false, true).encode(one).getFirst().message();
    parse(SeriesResponse.newBuilder().setSeries(message).build());
    parse(
        SeriesResponse.newBuilder()
            .setBatch(SeriesBatch.newBuilder().addSeries(message).addSeries(message))
            .build());
    parse(SeriesResponse.newBuilder().setWarning("partial").build());
    assertThat(series).extracting(Series::labels).containsOnly(one.labels()).hasSize(3);
    assertThat(series)
        .allSatisfy(
            read -> {
              assertThat(read.chunks()).hasSize(1);
              assertThat(read.chunks().getFirst().minTime()).isEqualTo(1_000);
              assertThat(read.chunks().getFirst().length())
                  .isEqualTo(one.chunks().getFirst().length());
            });
    assertThat(warnings).containsExactly("partial");
  }

  private void parse(SeriesResponse response) {
    byte[] bytes = NewerFields.in(response).toByteArray();
    new SeriesFrameParser("newer").parse(new RawFrame(bytes), series, warnings::add, hint -> {});
  }
}
