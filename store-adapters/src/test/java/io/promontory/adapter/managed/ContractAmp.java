package io.promontory.adapter.managed;

import io.promontory.adapter.auth.Sigv4;
import io.promontory.adapter.http.HttpClientConfig;
import io.promontory.adapter.prometheus.ContractPrometheus;
import io.promontory.adapter.testing.PrometheusProcess.Binary;
import io.promontory.adapter.testing.amp.AwsAccounts;
import io.promontory.adapter.testing.amp.FakeAmp;
import io.promontory.objectstore.aws.AwsCredentialSource;
import io.promontory.series.store.ContractData;
import java.nio.file.Path;

/** A workspace that holds the contract's data. */
final class ContractAmp implements AutoCloseable {
  private final ContractPrometheus prometheus;
  private final FakeAmp amp;

  ContractAmp(ContractData data, Path directory) throws Exception {
    this.prometheus = new ContractPrometheus(Binary.INSTALLED, data, "", directory);
    this.amp = new FakeAmp(prometheus.uri());
  }

  FakeAmp amp() {
    return amp;
  }

  /** A store before the workspace; its requests are signed. */
  ManagedStoreConfig config(String name) {
    return ManagedStoreConfig.of(name, amp.url()).withHttp(signed());
  }

  private static HttpClientConfig signed() {
    return HttpClientConfig.DEFAULT.withAuth(
        Sigv4.ofEnvironment()
            .withRegion(FakeAmp.REGION)
            .withCredentials(
                AwsCredentialSource.Keys.of(AwsAccounts.ACCESS_KEY, AwsAccounts.SECRET_KEY)));
  }

  @Override
  public void close() {
    amp.close();
    prometheus.close();
  }
}
