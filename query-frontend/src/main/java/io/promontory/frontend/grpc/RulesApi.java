package io.promontory.frontend.grpc;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.promontory.adapter.grpc.CallRunner;
import io.promontory.adapter.grpc.PartialResponses;
import io.promontory.promql.parse.ParseException;
import io.promontory.promql.parse.PromQlParser;
import io.promontory.proto.rules.RulesGrpc;
import io.promontory.proto.rules.RulesRequest;
import io.promontory.proto.rules.RulesResponse;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Listed;
import io.promontory.series.store.RuleGroup;
import io.promontory.series.store.RulesRequest.Kind;
import io.promontory.series.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code thanos.Rules}: the rules that the stores evaluate, and their alerts. */
public final class RulesApi extends RulesGrpc.RulesImplBase {
  private final Store store;
  private final CallRunner calls;

  public RulesApi(Store store, CallRunner calls) {
    this.store = store;
    this.calls = calls;
  }

  @Override
  public void rules(RulesRequest message, StreamObserver<RulesResponse> observer) {
    PartialResponses parts = PartialResponses.of(message.getPartialResponseStrategyValue());
    calls.run(
        observer,
        call -> {
          Listed<RuleGroup> found = store.rules(request(message), parts.context(call));
          List<String> warnings = parts.warnings(found.completeness());
          for (RuleGroup group : found.values()) {
            call.send(RulesResponse.newBuilder().setGroup(RuleMessages.message(group)).build());
          }
          warnings.forEach(text -> call.send(RulesResponse.newBuilder().setWarning(text).build()));
        });
  }

  private static io.promontory.series.store.RulesRequest request(RulesRequest message) {
    List<List<Matcher>> selectors = new ArrayList<>();
    for (String text : message.getMatcherStringList()) {
      try {
        selectors.add(PromQlParser.parseSelector(text));
      } catch (ParseException e) {
        throw Status.INVALID_ARGUMENT.withDescription(e.getMessage()).asRuntimeException();
      }
    }
    Kind kind =
        switch (message.getType()) {
          case ALL, UNRECOGNIZED -> Kind.ALL;
          case ALERT -> Kind.ALERTING;
          case RECORD -> Kind.RECORDING;
        };
    return new io.promontory.series.store.RulesRequest(
        kind,
        selectors,
        Set.copyOf(message.getRuleNameList()),
        Set.copyOf(message.getRuleGroupList()),
        Set.copyOf(message.getFileList()));
  }
}
