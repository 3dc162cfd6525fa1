package io.promontory.adapter.grpc;

import com.google.protobuf.Any;
import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.ClientCalls;
import io.promontory.adapter.labels.Reshaped;
import io.promontory.proto.evaluate.EvaluatorGrpc;
import io.promontory.proto.exemplars.ExemplarsGrpc;
import io.promontory.proto.exemplars.ExemplarsResponse;
import io.promontory.proto.metadata.MetadataGrpc;
import io.promontory.proto.metadata.MetricMetadataRequest;
import io.promontory.proto.metadata.MetricMetadataResponse;
import io.promontory.proto.query.QueryGrpc;
import io.promontory.proto.rules.RulesGrpc;
import io.promontory.proto.rules.RulesResponse;
import io.promontory.proto.targets.TargetsGrpc;
import io.promontory.proto.targets.TargetsResponse;
import io.promontory.proto.thanos.LabelNamesResponse;
import io.promontory.proto.thanos.LabelValuesResponse;
import io.promontory.proto.thanos.PartialResponseStrategy;
import io.promontory.proto.thanos.SeriesRequest;
import io.promontory.proto.thanos.StoreGrpc;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.Utf8Order;
import io.promontory.series.store.CallTrace;
import io.promontory.series.store.Capability;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.ExemplarsRequest;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.Listed;
import io.promontory.series.store.Looks;
import io.promontory.series.store.MetadataRequest;
import io.promontory.series.store.MetricMetadata;
import io.promontory.series.store.PartAnswer;
import io.promontory.series.store.PartQuery;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.RuleGroup;
import io.promontory.series.store.RulesRequest;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.SeriesExemplars;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import io.promontory.series.store.StoreInfo;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StorePart;
import io.promontory.series.store.StoreStats;
import io.promontory.series.store.Targets;
import io.promontory.series.store.TargetsRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A store that some StoreAPI server serves: ours, or any of Thanos'. What an old server cannot do
 * (shards, replica labels, a reliable order) is done here.
 */
public final class GrpcStore implements Store {
  private static final ClientInterceptor ENCODINGS = ReadEncodings.interceptor();

  private final GrpcStoreConfig config;
  private final ExecutorService threads;
  private final ManagedChannel channel;
  private final InfoPoll info;
  private final GrpcEvaluations evaluations;

  /**
   * Connects in the background.
   *
   * @throws IllegalArgumentException if a file that the configuration names is missing or broken
   */
  public GrpcStore(GrpcStoreConfig config) {
    this.config = config;
    this.threads =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("grpc-" + config.name() + "-", 0).factory());
    this.channel = Channels.open(config, threads);
    this.info = new InfoPoll(config.name(), channel, config.infoInterval());
    this.evaluations = new GrpcEvaluations(config.name(), config.address());
  }

  @Override
  public StoreInfo info() {
    ServerInfo server = info.last();
    Set<Capability> capabilities =
        EnumSet.of(Capability.SHARDING, Capability.WITHOUT_REPLICA_LABELS, Capability.HISTOGRAMS);
    capabilities.addAll(server.apis());
    if (!server.evaluator().isEmpty()) {
      // Another Promontory may have a Prometheus behind it.
      capabilities.add(Capability.UNTOLD_LABELS);
    }
    if (server.lacksStaleMarkers()) {
      capabilities.add(Capability.NO_STALE_MARKERS);
    }
    return new StoreInfo(
        config.name(), server.labelSets(), server.minTime(), server.maxTime(), capabilities);
  }

  @Override
  public SeriesSet select(SelectRequest request, QueryContext context) {
    QueryContext call = begin(context);
    if (request.minTime() > request.maxTime()) {
      // Servers refuse such times, but nothing is what is there.
      return SeriesSet.of(
          List.of(), Completeness.of(StoreOutcome.whole(config.name(), StoreStats.ZERO)));
    }
    ServerInfo server = info.known(call.deadline().remaining());
    if (!server.servesStore()) {
      throw new StoreException(
          config.name(), Kind.UNSUPPORTED, config.address() + " serves no series");
    }
    boolean able = server.withoutReplicaLabels() && (server.sharding() || request.shard() == null);
    return able
        ? stream(request, call, true)
        : Reshaped.ofUnsorted(stream(plain(request), call, false), request, call.budget());
  }

  /**
   * The server as the only part: a Promontory, or on the configuration's word any that serves
   * {@code thanos.Query}. External labels are known there as they are here.
   */
  @Override
  public List<StorePart> parts(SelectRequest request, QueryContext context) {
    ServerInfo server = info.last();
    return request.isOfWholeSeries() && mayEvaluate(server)
        ? List.of(
            new StorePart(
                config.name(), server.labelSets(), Labels.EMPTY, Set.of(), this::evaluate))
        : List.of();
  }

  private boolean mayEvaluate(ServerInfo server) {
    return switch (config.pushdown()) {
      case NEVER -> false;
      case AUTO -> !server.evaluator().isEmpty();
      case ALWAYS -> !server.evaluator().isEmpty() || server.servesQuery();
    };
  }

  @Override
  public String evaluator() {
    ServerInfo server = info.last();
    return !mayEvaluate(server)
        ? ""
        : server.evaluator().isEmpty() ? "thanos.Query" : server.evaluator();
  }

  private PartAnswer evaluate(PartQuery query, QueryContext context) {
    QueryContext call = begin(context);
    return info.last().evaluator().isEmpty()
        ? evaluations.thanos(
            query,
            call,
            (request, out) -> with(QueryGrpc.newStub(channel(call)), call).queryRange(request, out))
        : evaluations.ours(
            query,
            call,
            (request, out) ->
                with(EvaluatorGrpc.newStub(channel(call)), call).evaluate(request, out));
  }

  /**
   * The request as the oldest server understands it. A limit would keep its first series, which
   * need not be the least.
   */
  private static SelectRequest plain(SelectRequest request) {
    return new SelectRequest(
        request.minTime(),
        request.maxTime(),
        request.matchers(),
        request.hints(),
        request.skipChunks(),
        0,
        List.of(),
        null);
  }

  private SeriesSet stream(SelectRequest request, QueryContext call, boolean sorted) {
    FrameStream<SeriesRequest, RawFrame> frames =
        new FrameStream<SeriesRequest, RawFrame>(config.name(), config.address(), call)
            .start(
                stream ->
                    ClientCalls.asyncServerStreamingCall(
                        channel(call, request)
                            .newCall(
                                RawFrame.SERIES,
                                with(StoreGrpc.newStub(channel), call).getCallOptions()),
                        WireSelect.toWire(request, info.last().labelSets()),
                        stream));
    return new GrpcSeriesSet(config.name(), frames, call.budget(), sorted, request.limit());
  }

  @Override
  public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
    QueryContext call = begin(context);
    LabelNamesResponse answer =
        unary(
            call,
            () ->
                with(StoreGrpc.newBlockingStub(channel(call)), call)
                    .labelNames(
                        io.promontory.proto.thanos.LabelNamesRequest.newBuilder()
                            .setStart(request.minTime())
                            .setEnd(request.maxTime())
                            .addAllMatchers(WireMatchers.toWire(request.matchers()))
                            .setLimit(request.limit())
                            .setPartialResponseStrategy(PartialResponseStrategy.WARN)
                            .build()));
    call.budget().read(answer.getSerializedSize());
    return result(answer.getNamesList(), answer.getWarningsList(), answer.getHints());
  }

  @Override
  public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
    QueryContext call = begin(context);
    LabelValuesResponse answer =
        unary(
            call,
            () ->
                with(StoreGrpc.newBlockingStub(channel(call)), call)
                    .labelValues(
                        io.promontory.proto.thanos.LabelValuesRequest.newBuilder()
                            .setLabel(request.label())
                            .setStart(request.minTime())
                            .setEnd(request.maxTime())
                            .addAllMatchers(WireMatchers.toWire(request.matchers()))
                            .setLimit(request.limit())
                            .setPartialResponseStrategy(PartialResponseStrategy.WARN)
                            .build()));
    call.budget().read(answer.getSerializedSize());
    return result(answer.getValuesList(), answer.getWarningsList(), answer.getHints());
  }

  private LabelsResult result(List<String> values, List<String> warnings, Any hints) {
    Completeness completeness =
        WireOutcomes.of(config.name(), WireOutcomes.read(hints), warnings, StoreStats.ZERO);
    return new LabelsResult(
        values.stream().distinct().sorted(Utf8Order.INSTANCE).toList(), completeness);
  }

  @Override
  public Listed<MetricMetadata> metadata(MetadataRequest request, QueryContext context) {
    QueryContext call = begin(context);
    if (!serves(Capability.METADATA, call) || request.limit() == 0) {
      return Listed.none();
    }
    var message = MetadataFrames.request(request);
    try (FrameStream<MetricMetadataRequest, MetricMetadataResponse> stream =
        frames(
            call,
            out -> with(MetadataGrpc.newStub(channel(call)), call).metricMetadata(message, out))) {
      SideFrames<MetricMetadataResponse> frames =
          new SideFrames<>(config.name(), stream, call.budget());
      List<MetricMetadata> found = MetadataFrames.read(frames, request);
      return new Listed<>(found, frames.completeness());
    }
  }

  @Override
  public Listed<SeriesExemplars> exemplars(ExemplarsRequest request, QueryContext context) {
    QueryContext call = begin(context);
    if (!serves(Capability.EXEMPLARS, call) || request.selectors().isEmpty()) {
      return Listed.none();
    }
    var message = ExemplarFrames.request(request);
    try (FrameStream<io.promontory.proto.exemplars.ExemplarsRequest, ExemplarsResponse> stream =
        frames(
            call,
            out -> with(ExemplarsGrpc.newStub(channel(call)), call).exemplars(message, out))) {
      SideFrames<ExemplarsResponse> frames = new SideFrames<>(config.name(), stream, call.budget());
      List<SeriesExemplars> found = ExemplarFrames.read(frames);
      return new Listed<>(found, frames.completeness());
    }
  }

  @Override
  public Targets targets(TargetsRequest request, QueryContext context) {
    QueryContext call = begin(context);
    if (!serves(Capability.TARGETS, call)) {
      return Targets.NONE;
    }
    var message = TargetFrames.request(request);
    try (FrameStream<io.promontory.proto.targets.TargetsRequest, TargetsResponse> stream =
        frames(call, out -> with(TargetsGrpc.newStub(channel(call)), call).targets(message, out))) {
      return TargetFrames.read(new SideFrames<>(config.name(), stream, call.budget()), request);
    }
  }

  @Override
  public Listed<RuleGroup> rules(RulesRequest request, QueryContext context) {
    QueryContext call = begin(context);
    if (!serves(Capability.RULES, call)) {
      return Listed.none();
    }
    var message = RuleFrames.request(request);
    try (FrameStream<io.promontory.proto.rules.RulesRequest, RulesResponse> stream =
        frames(call, out -> with(RulesGrpc.newStub(channel(call)), call).rules(message, out))) {
      SideFrames<RulesResponse> frames = new SideFrames<>(config.name(), stream, call.budget());
      List<RuleGroup> found = new RuleFrames(config.oldAlertStates()).read(frames);
      return new Listed<>(request.of(found), frames.completeness());
    }
  }

  private boolean serves(Capability api, QueryContext call) {
    return info.known(call.deadline().remaining()).apis().contains(api);
  }

  private <Q, R> FrameStream<Q, R> frames(QueryContext call, Consumer<FrameStream<Q, R>> stubCall) {
    return new FrameStream<Q, R>(config.name(), config.address(), call).start(stubCall);
  }

  private <T> T unary(QueryContext call, Supplier<T> blockingCall) {
    Thread waiting = Thread.currentThread();
    try (var cancellation = call.cancellation().onCancel(waiting::interrupt)) {
      return blockingCall.get();
    } catch (StatusRuntimeException e) {
      if (call.cancellation().isCanceled()) {
        // The interrupt was ours, and must not reach what this thread does next.
        Thread.interrupted();
        throw new StoreException(config.name(), Kind.CANCELED, "the query was cancelled", e);
      }
      throw StatusCodes.failure(config.name(), config.address(), e);
    }
  }

  /** The context of one call; a channel that backs off after a failure tries again at once. */
  private QueryContext begin(QueryContext context) {
    context.checkAlive(config.name());
    CallTrace.add(context, CallTrace.Count.REQUESTS, 1);
    if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
      channel.resetConnectBackoff();
    }
    return context.withDeadline(context.deadline().atMost(config.timeout()));
  }

  private <S extends AbstractStub<S>> S with(S stub, QueryContext call) {
    long left = Math.max(1, call.deadline().remaining().toNanos());
    return stub.withDeadlineAfter(left, TimeUnit.NANOSECONDS);
  }

  /** The channel as calls on behalf of a tenant see it. */
  private Channel channel(QueryContext call) {
    String tenant = call.tenant() == null ? config.tenant() : call.tenant();
    return tenant == null
        ? channel
        : ClientInterceptors.intercept(channel, Tenants.interceptor(tenant));
  }

  /** The channel for a select, whose looks only servers are told that need to know. */
  private Channel channel(QueryContext call, SelectRequest request) {
    Looks looks = request.hints().looks();
    ClientInterceptor told =
        looks == null || !info.last().lacksStaleMarkers() ? null : WireLooks.interceptor(looks);
    Channel own = ClientInterceptors.intercept(channel(call), ENCODINGS);
    return told == null ? own : ClientInterceptors.intercept(own, told);
  }

  @Override
  public void close() {
    info.close();
    channel.shutdownNow();
    threads.shutdown();
  }
}
