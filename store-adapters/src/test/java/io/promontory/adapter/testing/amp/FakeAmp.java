package io.promontory.adapter.testing.amp;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/**
 * One workspace of Amazon Managed Service for Prometheus, before a real Prometheus. Requests must
 * be signed for {@link #REGION} and service {@code aps} with a key of its {@link #accounts}; it
 * answers the paths of AMP's query side and nothing else.
 */
public final class FakeAmp implements AutoCloseable {
  /** The region that it is in. */
  public static final String REGION = "eu-west-1";

  /** The workspace that it has. */
  public static final String WORKSPACE = "ws-11111111-2222-3333-4444-555555555555";

  private final WireServer server;
  private final AmpBackend backend;
  private final AwsAccounts accounts = new AwsAccounts();
  private final InstantSource clock;
  private final SigV4Verifier verifier;
  private final List<AmpRequest> requests = new CopyOnWriteArrayList<>();
  private final Deque<UnaryOperator<WireAnswer>> next = new ConcurrentLinkedDeque<>();
  private final AtomicInteger running = new AtomicInteger();
  private volatile Duration latency = Duration.ZERO;
  private volatile AmpLimits limits = AmpLimits.WIDE;
  private volatile TokenBucket queries;
  private volatile TokenBucket lookups;

  /** A workspace with the data of a Prometheus, by the system's clock. */
  public FakeAmp(URI prometheus) {
    this(prometheus, InstantSource.system());
  }

  /**
   * A workspace.
   *
   * @param prometheus base URL of the server that has its data
   * @param clock by which signatures are checked and calls are limited
   */
  public FakeAmp(URI prometheus, InstantSource clock) {
    this.clock = clock;
    this.backend = new AmpBackend(prometheus);
    this.verifier = new SigV4Verifier(REGION, "aps", accounts, clock);
    limits(AmpLimits.WIDE);
    this.server = new WireServer(this::answer);
  }

  /** Base URL of the workspace, as it is configured. */
  public URI url() {
    return server.uri().resolve("/workspaces/" + WORKSPACE);
  }

  /** Who may ask; more can be added. */
  public AwsAccounts accounts() {
    return accounts;
  }

  /** From now on each call takes this much longer. */
  public FakeAmp latency(Duration longer) {
    this.latency = longer;
    return this;
  }

  /** From now on these limits hold, with full buckets. */
  public FakeAmp limits(AmpLimits others) {
    this.limits = others;
    this.queries = new TokenBucket(others.queriesPerSecond(), clock);
    this.lookups = new TokenBucket(others.lookupsPerSecond(), clock);
    return this;
  }

  /** Spoils the answer of the next call that nothing else was said about; each is used once. */
  public FakeAmp spoilNext(UnaryOperator<WireAnswer> spoil) {
    next.add(spoil);
    return this;
  }

  /** The next call is throttled. */
  public FakeAmp throttleNext(int retryAfterSeconds) {
    return spoilNext(
        good ->
            AmpErrors.front(429, "ThrottlingException", "Rate exceeded", clock)
                .with("Retry-After", Integer.toString(retryAfterSeconds)));
  }

  /** The next call finds the service unavailable. */
  public FakeAmp failNext(int retryAfterSeconds) {
    return spoilNext(
        good ->
            AmpErrors.front(
                    503,
                    "ServiceUnavailableException",
                    "Service is unable to handle request",
                    clock)
                .with("Retry-After", Integer.toString(retryAfterSeconds)));
  }

  /** What was asked since the start or the last {@link #forget}, answered or refused. */
  public List<AmpRequest> requests() {
    return requests;
  }

  /** Samples charged for {@link #requests}. */
  public long billedSamples() {
    return requests.stream().mapToLong(AmpRequest::billed).sum();
  }

  /** Bytes of the answers to {@link #requests}. */
  public long answeredBytes() {
    return requests.stream().mapToLong(AmpRequest::bytes).sum();
  }

  /** Empties the record. */
  public void forget() {
    requests.clear();
  }

  private WireAnswer answer(WireRequest request) {
    running.incrementAndGet();
    try {
      LockSupport.parkNanos(latency.toNanos());
      String workspace = "/workspaces/" + WORKSPACE;
      String path = request.path();
      String inside = path.startsWith(workspace) ? path.substring(workspace.length()) : path;
      Map<String, List<String>> params = request.params();
      AmpBackend.Billed billed;
      try {
        billed = checked(request, inside, params);
      } catch (AwsRefusalException e) {
        billed = free(AmpErrors.front(e.status(), e.code(), e.getMessage(), clock));
      } catch (IOException e) {
        billed = free(AmpErrors.engine(503, "unavailable", "the Prometheus behind: " + e));
      }
      UnaryOperator<WireAnswer> spoil = next.poll();
      WireAnswer answer = spoil == null ? billed.answer() : spoil.apply(billed.answer());
      long charged = answer.status() == 200 ? billed.samples() : 0;
      requests.add(
          new AmpRequest(request, inside, params, answer.status(), charged, answer.body().length));
      return answer;
    } finally {
      running.decrementAndGet();
    }
  }

  private static AmpBackend.Billed free(WireAnswer answer) {
    return new AmpBackend.Billed(answer, 0);
  }

  private AmpBackend.Billed checked(
      WireRequest request, String path, Map<String, List<String>> params)
      throws AwsRefusalException, IOException {
    AwsAccounts.Key key = verifier.verify(request);
    AmpOperation operation = AmpOperation.of(request.method(), path);
    if (operation == null) {
      throw new AwsRefusalException(404, "UnknownOperationException", "Unknown operation");
    }
    if (!request.path().startsWith("/workspaces/" + WORKSPACE + "/")) {
      throw new AwsRefusalException(404, "ResourceNotFoundException", "Workspace not found");
    }
    if (!key.mayQuery()) {
      throw new AwsRefusalException(
          "AccessDeniedException",
          "User: %s is not authorized to perform: aps:%s on resource: %s"
              .formatted(key.arn(), operation.action(), workspaceArn()));
    }
    if (running.get() > limits.maxConcurrency()
        || !(operation.isQuery() ? queries : lookups).take()) {
      return free(
          AmpErrors.front(429, "ThrottlingException", "Rate exceeded", clock)
              .with("Retry-After", "1"));
    }
    return operation.isQuery()
        ? backend.query(request, path, params, limits)
        : free(backend.pass(request, path));
  }

  private static String workspaceArn() {
    return "arn:aws:aps:" + REGION + ":123456789012:workspace/" + WORKSPACE;
  }

  @Override
  public void close() {
    server.close();
    backend.close();
  }
}
