package io.promontory.rules.remotewrite;

import io.promontory.promql.value.QueryValue;
import io.promontory.rules.remotewrite.WriteListener.Drop;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Gives samples the labels that the receiver shall see, and leaves out what it shall not get. */
final class SeriesLabels {
  private final RemoteWriteSettings settings;

  SeriesLabels(RemoteWriteSettings settings) {
    this.settings = settings;
  }

  List<QueryValue.Sample> of(List<QueryValue.Sample> samples, WriteListener listener) {
    List<QueryValue.Sample> fitting = samples;
    if (!settings.nativeHistograms()) {
      fitting =
          without(fitting, sample -> sample.histogram() != null, Drop.HISTOGRAMS_OFF, listener);
    } else if (settings.protocol() == WriteProtocol.V1) {
      fitting = without(fitting, WriteMessage::needsV2, Drop.CUSTOM_BUCKETS, listener);
    }
    if (settings.externalLabels().isEmpty() && settings.relabeling().isEmpty()) {
      return fitting;
    }
    Map<Labels, Labels> known = new HashMap<>();
    List<QueryValue.Sample> relabelled = new ArrayList<>(fitting.size());
    for (QueryValue.Sample sample : fitting) {
      Labels labels = known.computeIfAbsent(sample.labels(), this::relabelled);
      relabelled.add(
          new QueryValue.Sample(labels, sample.timestampMs(), sample.value(), sample.histogram()));
    }
    return without(relabelled, sample -> sample.labels().isEmpty(), Drop.RELABELLED, listener);
  }

  private static List<QueryValue.Sample> without(
      List<QueryValue.Sample> samples,
      Predicate<QueryValue.Sample> unwanted,
      Drop why,
      WriteListener listener) {
    return samples.stream().anyMatch(unwanted)
        ? BatchSender.without(samples, unwanted, why, listener)
        : samples;
  }

  /** No labels where the series is dropped. */
  private Labels relabelled(Labels own) {
    LabelsBuilder builder = new LabelsBuilder(own);
    Labels external = settings.externalLabels();
    for (int i = 0; i < external.size(); i++) {
      if (!own.has(external.name(i))) {
        builder.set(external.name(i), external.value(i));
      }
    }
    Labels labels = settings.relabeling().apply(builder.build());
    return labels == null ? Labels.EMPTY : labels;
  }
}
