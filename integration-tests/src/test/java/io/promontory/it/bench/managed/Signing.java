package io.promontory.it.bench.managed;

import io.promontory.adapter.auth.Authorizer;
import io.promontory.adapter.auth.OutgoingRequest;
import io.promontory.adapter.auth.Sigv4;
import io.promontory.adapter.testing.amp.AwsAccounts;
import io.promontory.adapter.testing.amp.FakeAmp;
import io.promontory.it.bench.Results;
import io.promontory.objectstore.aws.AwsCredentialSource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** What it takes to sign a question, body and all. */
final class Signing {
  private static final int ROUNDS = 11;
  private static final int CALLS = 2_000;

  private Signing() {}

  /** Measures on one thread; the first rounds warm up. */
  static double medianMicros(Panel panel, long nowSeconds) {
    URI uri = URI.create("https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1");
    Sigv4 config =
        Sigv4.ofEnvironment()
            .withRegion(FakeAmp.REGION)
            .withCredentials(
                AwsCredentialSource.Keys.of(AwsAccounts.ACCESS_KEY, AwsAccounts.SECRET_KEY));
    byte[] body = panel.params(nowSeconds).toString().getBytes(StandardCharsets.UTF_8);
    OutgoingRequest request =
        new OutgoingRequest("POST", URI.create(uri + "/api/v1/query_range"), Map.of(), body);
    double[] micros = new double[ROUNDS];
    try (Authorizer authorizer = Authorizer.open(config, uri, InstantSource.system())) {
      for (int round = -ROUNDS; round < ROUNDS; round++) {
        long start = System.nanoTime();
        for (int i = 0; i < CALLS; i++) {
          OutgoingRequest ignored = authorizer.authorize(request, Duration.ofSeconds(1));
        }
        micros[Math.max(0, round)] = (System.nanoTime() - start) / 1e3 / CALLS;
      }
    } catch (Exception e) {
      throw new IllegalStateException("signing", e);
    }
    return Results.median(micros);
  }
}
