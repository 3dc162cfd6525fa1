package io.promontory.frontend.json;

import io.promontory.series.store.Exemplar;
import io.promontory.series.store.SeriesExemplars;
import io.promontory.series.text.GoFloats;
import java.io.IOException;
import java.util.List;

/** Writes exemplars as Prometheus' HTTP API does. */
public final class ExemplarsJson {
  private ExemplarsJson() {}

  /** {@code [{"seriesLabels":{…},"exemplars":[{"labels":{…},"value":"…","timestamp":…},…]},…]}. */
  public static JsonBody of(List<SeriesExemplars> all) {
    return out -> {
      String before = "[";
      for (SeriesExemplars series : all) {
        out.raw(before).raw("{\"seriesLabels\":");
        QueryValueJson.labels(out, series.labels());
        out.raw(",\"exemplars\":");
        exemplars(out, series.exemplars());
        out.raw('}');
        before = ",";
      }
      out.raw(all.isEmpty() ? "[]" : "]");
    };
  }

  private static void exemplars(JsonOutput out, List<Exemplar> exemplars) throws IOException {
    String before = "[";
    for (Exemplar exemplar : exemplars) {
      out.raw(before).raw("{\"labels\":");
      QueryValueJson.labels(out, exemplar.labels());
      out.raw(",\"value\":\"").raw(GoFloats.api(exemplar.value())).raw("\",\"timestamp\":");
      out.timestamp(exemplar.timestamp()).raw('}');
      before = ",";
    }
    out.raw(exemplars.isEmpty() ? "[]" : "]");
  }
}
