package io.promontory.rules.remotewrite;

import io.promontory.promql.value.QueryValue;
import io.promontory.rules.remotewrite.WriteListener.Drop;
import io.promontory.rules.results.LogPosition;
import io.promontory.rules.results.LogReader;
import io.promontory.rules.results.ResultLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the log of results for one receiver, from where the receiver was left the last time. The
 * log is the queue: what a receiver has not taken stays there until the retention of the log ends,
 * over restarts of either side. Begins on construction, on a thread of its own.
 */
public final class ReceiverQueue implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReceiverQueue.class);
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final Duration AFTER_DISK_FAILURE = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final RemoteWriteSettings settings;
  private final ResultLog log;
  private final WriteTransport transport;
  private final WriteListener listener;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final SeriesLabels labels;
  private final ShardedSend shards;
  private final RoundFile file;
  private final Thread thread;
  private volatile LogReader reader;
  private volatile LogReader.Progress taken;
  private long lost;

  private ReceiverQueue(
      RemoteWriteSettings settings,
      ResultLog log,
      RoundFile file,
      WriteTransport transport,
      WriteListener listener,
      InstantSource clock)
      throws IOException {
    this.settings = settings;
    this.log = log;
    this.file = file;
    this.transport = transport;
    this.listener = listener;
    this.labels = new SeriesLabels(settings);
    this.shards =
        new ShardedSend(new BatchSender(settings, transport, listener, clock, stopped), listener);
    Round first = file.read();
    Round from = first == null ? Round.idleAt(log.end()) : first;
    if (first == null) {
      file.write(from);
    }
    this.reader = log.reader(from.begin());
    this.taken = reader.progress();
    this.thread =
        Thread.ofVirtual().name("remote-write-" + settings.name()).unstarted(() -> run(from));
  }

  /**
   * Begins to send what comes behind what was sent before; a receiver that is new gets what comes
   * from now on.
   *
   * @param folder where it is kept how far receivers are
   * @param log that was replayed
   * @throws IOException if the disk fails
   */
  public static ReceiverQueue start(
      RemoteWriteSettings settings,
      ResultLog log,
      Path folder,
      WriteTransport transport,
      WriteListener listener,
      InstantSource clock)
      throws IOException {
    Files.createDirectories(folder);
    RoundFile file = RoundFile.open(folder.resolve(FileNames.of(settings.name())));
    ReceiverQueue queue = new ReceiverQueue(settings, log, file, transport, listener, clock);
    queue.thread.start();
    return queue;
  }

  public RemoteWriteSettings settings() {
    return settings;
  }

  /** Samples that the receiver has not taken yet. */
  public long pending() {
    return reader.behind(taken);
  }

  /** Number of the first file of the log that the receiver has not taken all of. */
  public long unsentFile() {
    return taken.file();
  }

  private void run(Round left) {
    try {
      if (left.isUnderWay()) {
        resume(left);
      }
      while (stopped.getCount() > 0) {
        step();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends what was under way when the process ended, in the requests of that time. */
  private void resume(Round left) throws InterruptedException {
    try {
      List<QueryValue.Sample> samples = new ArrayList<>();
      while (reader.position().compareTo(left.end()) < 0) {
        List<QueryValue.Sample> next = reader.next();
        if (next == null) {
          break;
        }
        samples.addAll(next);
      }
      send(
          samples,
          new Round(left.begin(), reader.position(), left.shards(), left.samplesPerSend()));
    } catch (IOException | RuntimeException | Error e) {
      failed(e);
      rewind(left.begin());
    }
  }

  private void step() throws InterruptedException {
    LogPosition begin = reader.position();
    try {
      List<QueryValue.Sample> samples = new ArrayList<>();
      collect(samples);
      if (!samples.isEmpty()) {
        QueueSettings queue = settings.queue();
        send(
            samples,
            new Round(
                begin, reader.position(), queue.shards(samples.size()), queue.maxSamplesPerSend()));
      }
    } catch (IOException | RuntimeException | Error e) {
      failed(e);
      rewind(begin);
    }
  }

  /** Waits for samples, and then a while for more of them. */
  private void collect(List<QueryValue.Sample> samples) throws IOException, InterruptedException {
    QueueSettings queue = settings.queue();
    log.awaitBehind(reader.position(), IDLE);
    drain(samples);
    long deadline = System.nanoTime() + queue.batchSendDeadline().toNanos();
    long enough = (long) queue.minShards() * queue.maxSamplesPerSend();
    while (!samples.isEmpty() && samples.size() < enough && stopped.getCount() > 0) {
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      if (left.isNegative() || left.isZero()) {
        return;
      }
      log.awaitBehind(reader.position(), left);
      drain(samples);
    }
  }

  private void drain(List<QueryValue.Sample> samples) throws IOException {
    while (samples.size() < settings.queue().roundSamples()) {
      List<QueryValue.Sample> next = reader.next();
      if (next == null) {
        break;
      }
      samples.addAll(next);
    }
    long fallen = reader.lost() - lost;
    if (fallen > 0) {
      lost = reader.lost();
      listener.dropped(
          new WriteCount((int) Math.min(Integer.MAX_VALUE, fallen), 0), Drop.FALLEN_OFF);
    }
  }

  private void send(List<QueryValue.Sample> samples, Round round)
      throws IOException, InterruptedException {
    file.write(round);
    if (shards.send(labels.of(samples, listener), round)) {
      file.write(Round.idleAt(round.end()));
      taken = reader.progress();
    }
  }

  /** Whatever it was, the queue goes on: nobody would begin it again. */
  private void failed(Throwable e) throws InterruptedException {
    LOG.error("results cannot be sent to {}; they are tried again", settings.name(), e);
    boolean ignored = stopped.await(AFTER_DISK_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Until it is back there: going on from elsewhere would leave out what was not sent. */
  private void rewind(LogPosition begin) throws InterruptedException {
    while (stopped.getCount() > 0) {
      try {
        reader.close();
        reader = log.reader(begin);
        return;
      } catch (IOException e) {
        failed(e);
      }
    }
  }

  /** Ends; what is not sent yet is sent after the next start. */
  @Override
  public void close() throws IOException {
    stopped.countDown();
    thread.interrupt();
    try {
      boolean ignored = thread.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    transport.close();
    reader.close();
    file.close();
  }
}
