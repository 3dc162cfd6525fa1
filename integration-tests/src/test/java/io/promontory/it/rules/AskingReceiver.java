package io.promontory.it.rules;

import io.promontory.adapter.testing.amp.AwsAccounts;
import io.promontory.adapter.testing.amp.AwsRefusalException;
import io.promontory.adapter.testing.amp.FakeAmp;
import io.promontory.adapter.testing.amp.SigV4Verifier;
import io.promontory.adapter.testing.amp.WireAnswer;
import io.promontory.adapter.testing.amp.WireRequest;
import io.promontory.adapter.testing.amp.WireServer;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A receiver of writes and of alerts that wants to know who asks: by Signature Version 4 below
 * {@code /aws}, by a bearer token that changes below {@code /bearer}.
 */
final class AskingReceiver implements AutoCloseable {
  private final SigV4Verifier verifier =
      new SigV4Verifier(FakeAmp.REGION, "aps", new AwsAccounts(), InstantSource.system());
  private final List<WireRequest> taken = new CopyOnWriteArrayList<>();
  private final List<String> refused = new CopyOnWriteArrayList<>();
  private final WireServer server = new WireServer(this::answer);
  private volatile String token = "";

  private WireAnswer answer(WireRequest request) {
    try {
      if (request.path().startsWith("/bearer")) {
        if (!request.header("authorization").equals("Bearer " + token)) {
          // As a server that a new token has not reached yet.
          return WireAnswer.of(503, "text/plain", "not this token");
        }
      } else {
        AwsAccounts.Key unused = verifier.verify(request);
      }
      taken.add(request);
      return WireAnswer.of(200, "text/plain", "");
    } catch (AwsRefusalException e) {
      refused.add(request.path() + ": " + e.getMessage());
      return WireAnswer.of(403, "application/json", "{\"message\":\"no\"}");
    }
  }

  /** From now on only this token is good. */
  void want(String other) {
    token = other;
  }

  URI uri() {
    return server.uri();
  }

  /** How many requests with a path were let in. */
  long taken(String path) {
    return taken.stream()
        .filter(request -> request.path().equals(path) && request.body().length > 0)
        .count();
  }

  /** What was not signed as it should be. */
  List<String> refused() {
    return refused;
  }

  @Override
  public void close() {
    server.close();
  }
}
