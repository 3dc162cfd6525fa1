package io.promontory.it.thanos;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.promontory.proto.info.InfoResponse;
import io.promontory.proto.prometheuscopy.TimeSeries;
import io.promontory.proto.query.QueryRangeResponse;
import io.promontory.proto.query.QueryResponse;
import io.promontory.proto.thanos.AggrChunk;
import io.promontory.proto.thanos.Label;
import io.promontory.proto.thanos.LabelNamesResponse;
import io.promontory.proto.thanos.LabelValuesResponse;
import io.promontory.proto.thanos.Series;
import io.promontory.proto.thanos.SeriesRequest;
import io.promontory.proto.thanos.SeriesResponse;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.Encoding;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.XorReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What answers mean, as texts: how it is cut into frames and chunks does not matter, nor which
 * samples a chunk has besides those of the time asked for.
 */
final class WireAnswers {
  private WireAnswers() {}

  /**
   * Says what was answered.
   *
   * @param asked the question
   */
  static List<String> texts(Exchange asked, List<byte[]> frames)
      throws InvalidProtocolBufferException {
    List<String> texts = new ArrayList<>();
    for (byte[] frame : frames) {
      switch (asked.method()) {
        case "thanos.Store/Series" ->
            series(
                SeriesRequest.parseFrom(asked.request()), SeriesResponse.parseFrom(frame), texts);
        case "thanos.Query/Query" -> {
          QueryResponse answer = QueryResponse.parseFrom(frame);
          texts.addAll(warnings(answer.getWarnings()));
          if (answer.hasTimeseries()) {
            texts.add(text(answer.getTimeseries()));
          }
          answer.getTimeseriesBatch().getSeriesList().forEach(one -> texts.add(text(one)));
        }
        case "thanos.Query/QueryRange" -> {
          QueryRangeResponse answer = QueryRangeResponse.parseFrom(frame);
          texts.addAll(warnings(answer.getWarnings()));
          if (answer.hasTimeseries()) {
            texts.add(text(answer.getTimeseries()));
          }
          answer.getTimeseriesBatch().getSeriesList().forEach(one -> texts.add(text(one)));
        }
        case "thanos.Store/LabelNames" ->
            texts.addAll(LabelNamesResponse.parseFrom(frame).getNamesList());
        case "thanos.Store/LabelValues" ->
            texts.addAll(LabelValuesResponse.parseFrom(frame).getValuesList());
        case "thanos.info.Info/Info" -> {
          InfoResponse info = InfoResponse.parseFrom(frame);
          texts.add(
              info.getStore().getSupportsSharding()
                  + " "
                  + info.getStore().getSupportsWithoutReplicaLabels()
                  + " "
                  + info.getLabelSetsList().stream()
                      .map(set -> labels(set.getLabelsList()))
                      .toList());
        }
        default -> texts.add("frame of " + asked.method());
      }
    }
    return texts;
  }

  private static List<String> warnings(String text) {
    return text.isEmpty() ? List.of() : List.of("warning: " + text);
  }

  private static void series(SeriesRequest asked, SeriesResponse answer, List<String> texts) {
    texts.addAll(warnings(answer.getWarning()));
    if (answer.hasSeries()) {
      texts.add(text(asked, answer.getSeries()));
    }
    answer.getBatch().getSeriesList().forEach(one -> texts.add(text(asked, one)));
  }

  private static String text(SeriesRequest asked, Series series) {
    SampleColumns columns = new SampleColumns();
    for (AggrChunk chunk : series.getChunksList()) {
      byte[] data = chunk.getRaw().getData().toByteArray();
      new XorReader().decode(Chunk.of(Encoding.XOR, 0, Long.MAX_VALUE, data), columns);
    }
    StringBuilder text = new StringBuilder(labels(series.getLabelsList()));
    for (int i = 0; i < columns.size; i++) {
      long time = columns.timestamps[i];
      if (time >= asked.getMinTime() && time <= asked.getMaxTime()) {
        text.append(' ').append(time).append('=').append(columns.values[i]);
      }
    }
    return text.toString();
  }

  private static String text(TimeSeries series) {
    return labels(series.getLabelsList())
        + series.getSamplesList().stream()
            .map(sample -> " " + sample.getTimestamp() + "=" + sample.getValue())
            .collect(Collectors.joining());
  }

  private static String labels(List<Label> labels) {
    return labels.stream()
        .map(label -> text(label.getName()) + "=" + text(label.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String text(ByteString bytes) {
    return bytes.toStringUtf8();
  }
}
