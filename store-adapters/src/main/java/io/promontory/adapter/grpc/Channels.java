package io.promontory.adapter.grpc;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.promontory.adapter.tls.ClientTls;
import io.promontory.adapter.tls.TlsConfig;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import org.jspecify.annotations.Nullable;

/** Opens channels to StoreAPI servers. */
final class Channels {
  private static final int FLOW_CONTROL_WINDOW = 4 << 20;

  /** Thanos' servers cut clients that ping more often than every 10 s. */
  private static final int PING_SECONDS = 30;

  private static final int PING_TIMEOUT_SECONDS = 10;

  private Channels() {}

  /**
   * @throws IllegalArgumentException if a TLS file is missing or broken
   */
  static ManagedChannel open(GrpcStoreConfig config, Executor executor) {
    NettyChannelBuilder builder =
        NettyChannelBuilder.forTarget(config.address(), credentials(config.tls()))
            .executor(executor)
            .maxInboundMessageSize(config.maxMessageBytes())
            .flowControlWindow(FLOW_CONTROL_WINDOW)
            .keepAliveTime(PING_SECONDS, TimeUnit.SECONDS)
            .keepAliveTimeout(PING_TIMEOUT_SECONDS, TimeUnit.SECONDS)
            .decompressorRegistry(FramedSnappy.registry())
            .disableRetry();
    TlsConfig tls = config.tls();
    if (tls != null && tls.serverName() != null) {
      builder.overrideAuthority(tls.serverName());
    }
    return builder.build();
  }

  private static ChannelCredentials credentials(@Nullable TlsConfig tls) {
    if (tls == null) {
      return InsecureChannelCredentials.create();
    }
    ClientTls client = new ClientTls(tls);
    TlsChannelCredentials.Builder builder =
        TlsChannelCredentials.newBuilder().trustManager(client.trustManager());
    KeyManager keys = client.keyManager();
    if (keys != null) {
      builder.keyManager(keys);
    }
    return builder.build();
  }
}
