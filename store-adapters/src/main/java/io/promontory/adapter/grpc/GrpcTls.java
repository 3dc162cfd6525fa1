package io.promontory.adapter.grpc;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.DelegatingSslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.promontory.adapter.tls.ClientCertificates;
import io.promontory.adapter.tls.ServerTls;
import io.promontory.adapter.tls.TlsServerConfig;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** TLS of the gRPC port. Certificates that change are read again at the next handshake. */
final class GrpcTls {
  private GrpcTls() {}

  static SslContext context(TlsServerConfig config) throws SSLException {
    ServerTls tls = new ServerTls(() -> config);
    SslContextBuilder builder =
        SslContextBuilder.forServer(tls.keyManager())
            .trustManager(tls.trustManager())
            .protocols(config.spoken().protocols())
            .clientAuth(clientAuth(config.clients()));
    // Java's own engine asks our key manager at each handshake.
    GrpcSslContexts.configure(builder, SslProvider.JDK);
    if (!config.spoken().cipherSuites().isEmpty()) {
      builder.ciphers(tls.suites());
    }
    return new DelegatingSslContext(builder.build()) {
      @Override
      protected void initEngine(SSLEngine engine) {
        tls.configure(engine);
      }
    };
  }

  private static ClientAuth clientAuth(ClientCertificates policy) {
    return switch (policy) {
      case NONE -> ClientAuth.NONE;
      case REQUEST, VERIFY_IF_GIVEN -> ClientAuth.OPTIONAL;
      case REQUIRE_ANY, REQUIRE_AND_VERIFY -> ClientAuth.REQUIRE;
    };
  }
}
