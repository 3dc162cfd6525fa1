package io.promontory.rules.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.FilesystemBucket;
import io.promontory.objectstore.bucket.MemoryBucket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
  private static final Duration DURATION = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  void oneHasItAndWhenThatDiesTheOtherTakesItOver() {
    takesOver(new MemoryBucket(() -> Engine.T0));
    takesOver(new FilesystemBucket(folder));
  }

  private static void takesOver(Bucket bucket) {
    Engine a = new Engine("a", bucket, DURATION);
    Engine b = new Engine("b", bucket, DURATION);
    a.run(Duration.ofMinutes(5), b);
    assertThat(a.recorded).hasSize(60).doesNotHaveDuplicates();
    assertThat(b.recorded).isEmpty();
    Instant died = a.now();
    a.kill();
    b.run(Duration.ofMinutes(5));
    assertThat(b.recorded.getFirst()).isAfter(died);
    assertThat(Duration.between(died, b.recorded.getFirst()))
        .isLessThanOrEqualTo(Duration.ofSeconds(35));
    assertThat(b.recorded).hasSizeGreaterThan(50);
    assertThat(a.recorded).doesNotContainAnyElementsOf(b.recorded);
  }

  @Test
  void whatIsGivenBackIsTakenAtOnce() {
    Bucket bucket = new MemoryBucket(() -> Engine.T0);
    Engine a = new Engine("a", bucket, DURATION);
    Engine b = new Engine("b", bucket, DURATION);
    a.run(Duration.ofMinutes(1), b);
    a.lease.close();
    Instant closed = a.now();
    b.run(Duration.ofMinutes(1));
    assertThat(Duration.between(closed, b.recorded.getFirst()))
        .isLessThanOrEqualTo(Duration.ofSeconds(10));
    assertThat(a.recorded).doesNotContainAnyElementsOf(b.recorded);
  }

  @Test
  void aHolderThatCannotReachTheBucketStopsBeforeTheOtherBegins() {
    FailingBucket ill = new FailingBucket(new MemoryBucket(() -> Engine.T0));
    Engine a = new Engine("a", ill, DURATION);
    Engine b = new Engine("b", ill.healthy(), DURATION);
    a.run(Duration.ofMinutes(1), b);
    ill.fails = true;
    int before = a.recorded.size();
    a.run(Duration.ofMinutes(1), b);
    assertThat(a.recorded.size() - before).isBetween(2, 4);
    assertThat(b.recorded).isNotEmpty();
    assertThat(a.recorded).doesNotContainAnyElementsOf(b.recorded);
    ill.fails = false;
    a.run(Duration.ofMinutes(1), b);
    assertThat(a.lease.isHeld()).isFalse();
    assertThat(b.lease.isHeld()).isTrue();
  }

  @Test
  void aWriteWhoseAnswerWasLostIsOurOwn() {
    FailingBucket ill = new FailingBucket(new MemoryBucket(() -> Engine.T0));
    Engine a = new Engine("a", ill, DURATION);
    a.run(Duration.ofMinutes(1));
    ill.losesAnswers = true;
    a.run(Duration.ofSeconds(5));
    ill.losesAnswers = false;
    a.run(Duration.ofSeconds(40));
    assertThat(a.lease.isHeld()).isTrue();
    assertNoGap(a, Engine.T0.plusSeconds(5), Engine.T0.plusSeconds(105));
  }

  @Test
  void aTakeoverWhoseAnswerWasLostIsOurOwn() {
    FailingBucket ill = new FailingBucket(new MemoryBucket(() -> Engine.T0));
    Engine a = new Engine("a", ill, DURATION);
    ill.losesAnswers = true;
    a.run(Duration.ofSeconds(3));
    ill.losesAnswers = false;
    a.run(Duration.ofSeconds(60));
    assertNoGap(a, Engine.T0.plusSeconds(5), Engine.T0.plusSeconds(60));
  }

  @Test
  void aRenewalWhoseAnswerWasLostAndThatCannotBeReadIsOurOwn() {
    FailingBucket ill = new FailingBucket(new MemoryBucket(() -> Engine.T0));
    Engine a = new Engine("a", ill, DURATION);
    a.run(Duration.ofSeconds(12));
    ill.losesAnswers = true;
    a.run(Duration.ofSeconds(5));
    ill.losesAnswers = false;
    ill.failsReading = true;
    a.run(Duration.ofSeconds(5));
    assertThat(a.lease.isHeld()).isFalse();
    ill.failsReading = false;
    int before = a.recorded.size();
    a.run(Duration.ofSeconds(10));
    assertThat(a.recorded.size() - before).isEqualTo(2);
  }

  private static void assertNoGap(Engine engine, Instant first, Instant last) {
    List<Instant> slots = new ArrayList<>();
    for (Instant slot = first; !slot.isAfter(last); slot = slot.plusSeconds(5)) {
      slots.add(slot);
    }
    assertThat(engine.recorded).isEqualTo(slots);
  }

  @Test
  void anErrorDoesNotEndIt() {
    FailingBucket ill = new FailingBucket(new MemoryBucket(() -> Engine.T0));
    Engine a = new Engine("a", ill, DURATION);
    Engine b = new Engine("b", ill.healthy(), DURATION);
    a.run(Duration.ofMinutes(1));
    ill.breaks = true;
    b.run(Duration.ofMinutes(1));
    runThroughErrors(a, Duration.ofMinutes(1), b);
    ill.breaks = false;
    b.lease.close();
    int before = a.recorded.size();
    a.run(Duration.ofMinutes(1));
    assertThat(a.recorded.size()).isGreaterThan(before + 8);
  }

  private static void runThroughErrors(Engine engine, Duration time, Engine other) {
    for (long s = 0; s < time.toSeconds(); s++) {
      try {
        engine.advance(Duration.ofSeconds(1));
      } catch (LinkageError e) {
        assertThat(e).hasMessage("as a test wants it");
      }
      other.advance(Duration.ofSeconds(1));
    }
  }

  @Test
  void aHolderWhoseClockWasSetBackDoesNotHoldWhatItDoesNotRecord() {
    Engine a = new Engine("a", new MemoryBucket(() -> Engine.T0), DURATION);
    a.run(Duration.ofMinutes(1));
    assertThat(a.lease.isHeld()).isTrue();
    int before = a.recorded.size();
    a.stepClock(Duration.ofMinutes(-10));
    a.run(Duration.ofMinutes(9));
    assertThat(a.recorded).hasSize(before);
    assertThat(a.lease.isHeld()).isFalse();
    a.run(Duration.ofMinutes(1));
    assertThat(a.recorded).hasSizeGreaterThan(before);
    assertThat(a.lease.isHeld()).isTrue();
  }

  /** What the first recorded while its clock was ahead comes again for the second. */
  @Test
  void whatWasRecordedBeforeTheClockWasSetBackIsNotRecordedByTheNext() {
    Bucket bucket = new MemoryBucket(() -> Engine.T0);
    Engine a = new Engine("a", bucket, DURATION);
    Engine b = new Engine("b", bucket, DURATION);
    a.run(Duration.ofSeconds(30), b);
    a.stepClock(Duration.ofMinutes(2));
    a.run(Duration.ofSeconds(30), b);
    a.stepClock(Duration.ofMinutes(-2));
    a.run(Duration.ofSeconds(10), b);
    a.kill();
    b.run(Duration.ofMinutes(5));
    assertThat(b.recorded).isNotEmpty().doesNotContainAnyElementsOf(a.recorded);
  }

  @Test
  void whatSomebodyElseWroteIsTakenForNobodys() {
    Bucket bucket = new MemoryBucket(() -> Engine.T0);
    bucket.put(Engine.KEY, new byte[] {1, 2, 3});
    Engine a = new Engine("a", bucket, DURATION);
    a.run(Duration.ofMinutes(1));
    assertThat(a.recorded).hasSizeGreaterThan(10);
  }

  /** Clocks that differ and jump, pauses, deaths, a bucket that fails: no slot twice. */
  @Test
  void noSlotIsRecordedTwiceWhateverHappens() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int total = 0;
    for (int round = 0; round < 200; round++) {
      FailingBucket bucket = new FailingBucket(new MemoryBucket(() -> Engine.T0));
      List<Engine> engines = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        engines.add(new Engine("e" + i, bucket, DURATION));
      }
      TreeMap<Instant, String> recorders = new TreeMap<>();
      for (int step = 0; step < 400; step++) {
        for (Engine engine : engines) {
          switch (random.nextInt(120)) {
            case 0 -> engine.stepClock(Duration.ofSeconds(random.nextInt(120) - 60));
            case 1 -> bucket.fails = !bucket.fails;
            case 2 -> bucket.losesAnswers = !bucket.losesAnswers;
            case 3 -> engine.restart();
            case 4 -> engine.lease.close();
            default -> {
              // nothing happens
            }
          }
          int known = engine.recorded.size();
          engine.advance(Duration.ofSeconds(1));
          for (Instant slot : engine.recorded.subList(known, engine.recorded.size())) {
            String other = recorders.putIfAbsent(slot, engine.name + engine.life);
            assertThat(other == null || other.equals(engine.name + engine.life))
                .as(
                    "seed %d, round %d: slot %s by %s and %s",
                    seed, round, slot, other, engine.name)
                .isTrue();
          }
        }
      }
      total += recorders.size();
    }
    assertThat(total).as("seed %d", seed).isGreaterThan(2_000);
  }
}
