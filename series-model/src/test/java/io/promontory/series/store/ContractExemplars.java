package io.promontory.series.store;

import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.List;

/** Exemplars of some of the contract's series. */
final class ContractExemplars {
  private ContractExemplars() {}

  static List<SeriesExemplars> all() {
    List<SeriesExemplars> all = new ArrayList<>();
    for (int instance = 0; instance < 4; instance++) {
      String address = "10.0.0." + instance;
      Labels counter =
          Labels.of(
              "__name__", "http_requests_total", "job", "api", "instance", address, "code", "200");
      all.add(new SeriesExemplars(counter, exemplars("trace-" + instance, 20)));
      Labels up = Labels.of("__name__", "up", "job", "api", "instance", address);
      all.add(new SeriesExemplars(up, exemplars("été \uD83D\uDE00", 1)));
    }
    return all;
  }

  private static List<Exemplar> exemplars(String trace, int count) {
    List<Exemplar> exemplars = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long time = ContractData.START + 7_001L * i;
      exemplars.add(new Exemplar(Labels.of("trace_id", trace), 0.1 * i, time));
    }
    exemplars.add(new Exemplar(Labels.EMPTY, Double.NaN, ContractData.START + 3_600_000));
    return exemplars;
  }
}
