package io.promontory.it.bench.race;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.it.bench.EqualAnswers;
import io.promontory.it.bench.Results;
import io.promontory.it.fixture.ApiClient.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks contenders the same in turns, after their answers were found equal, and prints medians and
 * ratios to the last contender. Who refuses to answer is out of a case; who is slow has fewer
 * turns.
 */
public final class Race {
  private static final int WARM_UP_ROUNDS = 6;

  /** A contender that has used up so much time in one case is warm. */
  private static final double WARM_UP_SECONDS = 5;

  /** No more turns for one that has used up so much. */
  private static final double MOST_SECONDS = 30;

  private final String bench;
  private final List<Contender> contenders;
  private final int rounds;
  private final Map<String, List<Double>> ratios = new LinkedHashMap<>();

  /**
   * @param contenders peers, and Promontory as the last
   */
  public Race(String bench, List<Contender> contenders, int rounds) {
    this.bench = bench;
    this.contenders = contenders;
    this.rounds = rounds;
  }

  /**
   * A question.
   *
   * @param name of the case
   * @param exact names of the contenders whose answers must be equal to Promontory's; the others
   *     calculate in another way
   */
  public record Question(
      String name, String path, Map<String, String> params, List<String> exact) {}

  /** Asks everything once and compares, which warms all up, then measures case after case. */
  public void run(Question... questions) {
    Map<Question, List<Contender>> running = new LinkedHashMap<>();
    for (Question question : questions) {
      running.put(question, compared(question));
    }
    running.forEach((question, those) -> report(question, measure(question, those)));
    printMeans();
  }

  /** Those who answer. */
  private List<Contender> compared(Question question) {
    List<Contender> running = new ArrayList<>();
    Contender own = contenders.getLast();
    Answer expected = own.client().get(question.path, question.params);
    if (expected.status() != 200) {
      throw new IllegalStateException(question.name + ": " + expected.body());
    }
    for (Contender contender : contenders) {
      Answer answer = contender.client().get(question.path, question.params);
      if (answer.status() != 200) {
        System.out.printf("%s: %s refuses: %s%n", question.name, contender.name(), answer.body());
        Results.print(bench, question.name, contender.name(), Double.NaN, "s");
        continue;
      }
      boolean exact = question.exact.contains(contender.name());
      if (!exact && isEmpty(answer) && !isEmpty(expected)) {
        System.out.printf("%s: %s answers nothing%n", question.name, contender.name());
        Results.print(bench, question.name, contender.name(), Double.NaN, "s");
        continue;
      }
      String difference = exact ? difference(answer, expected) : null;
      if (difference != null) {
        throw new IllegalStateException(
            question.name + ": " + contender.name() + " differs: " + difference);
      }
      running.add(contender);
    }
    return running;
  }

  private static boolean isEmpty(Answer answer) {
    JsonNode data = answer.json().path("data");
    return (data.isArray() ? data : data.path("result")).isEmpty();
  }

  private static @Nullable String difference(Answer peer, Answer own) {
    if (peer.json().path("data").isArray()) {
      return peer.json().path("data").equals(own.json().path("data")) ? null : "other labels";
    }
    return EqualAnswers.difference(peer, own);
  }

  private Map<String, Double> measure(Question question, List<Contender> running) {
    Map<String, List<Double>> seconds = new LinkedHashMap<>();
    Map<String, Double> used = new HashMap<>();
    for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
      for (Contender contender : running) {
        boolean measured = seconds.containsKey(contender.name());
        double most = round < 0 ? WARM_UP_SECONDS : measured ? MOST_SECONDS : Double.MAX_VALUE;
        if (used.getOrDefault(contender.name(), 0.0) > most) {
          continue;
        }
        double taken = seconds(contender, question);
        used.merge(contender.name(), taken, Double::sum);
        if (round >= 0) {
          seconds.computeIfAbsent(contender.name(), name -> new ArrayList<>()).add(taken);
        }
      }
    }
    Map<String, Double> medians = new LinkedHashMap<>();
    for (Contender contender : running) {
      double[] all =
          seconds.get(contender.name()).stream().mapToDouble(Double::doubleValue).toArray();
      medians.put(contender.name(), Results.median(all));
    }
    return medians;
  }

  private static double seconds(Contender contender, Question question) {
    long start = System.nanoTime();
    Answer answer = contender.client().get(question.path, question.params);
    double seconds = (System.nanoTime() - start) / 1e9;
    if (answer.status() != 200) {
      throw new IllegalStateException(
          contender.name() + " answered " + answer.status() + ": " + answer.body());
    }
    return seconds;
  }

  private void report(Question question, Map<String, Double> medians) {
    String ownName = contenders.getLast().name();
    double own = medians.get(ownName);
    medians.forEach((name, median) -> Results.print(bench, question.name, name, median, "s"));
    medians.forEach(
        (name, median) -> {
          if (!name.equals(ownName)) {
            Results.print(bench, question.name, name + "_ratio", median / own, "x");
            ratios.computeIfAbsent(name, peer -> new ArrayList<>()).add(median / own);
          }
        });
  }

  /** Prints the geometric mean of each peer's ratios, over the cases that it answered. */
  private void printMeans() {
    ratios.forEach(
        (name, all) -> {
          double logs = all.stream().mapToDouble(Math::log).sum();
          Results.print(bench, "geomean", name + "_ratio", Math.exp(logs / all.size()), "x");
        });
  }
}
