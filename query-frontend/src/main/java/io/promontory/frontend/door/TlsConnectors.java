package io.promontory.frontend.door;

import io.promontory.adapter.tls.ServerTls;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Makes plain connectors speak TLS. */
final class TlsConnectors {
  private TlsConnectors() {}

  static void secure(ServerConnector connector, ServerTls tls) {
    if (connector.getProtocols().stream().anyMatch("ssl"::equalsIgnoreCase)) {
      return;
    }
    SslContextFactory.Server context = new Engines(tls);
    context.setSslContext(tls.context()); // so that Jetty asks for no key store
    HttpConnectionFactory http = connector.getConnectionFactory(HttpConnectionFactory.class);
    if (http != null) {
      // Clients ask by address, and by names that only a proxy before us knows.
      http.getHttpConfiguration().addCustomizer(new SecureRequestCustomizer(false));
    }
    connector.addFirstConnectionFactory(
        new SslConnectionFactory(context, HttpVersion.HTTP_1_1.asString()));
    connector.setDefaultProtocol("SSL");
  }

  /** Each connection speaks as the configuration says when it is made. */
  private static final class Engines extends SslContextFactory.Server {
    private final ServerTls tls;

    Engines(ServerTls tls) {
      this.tls = tls;
    }

    @Override
    public SSLContext getSslContext() {
      return tls.context();
    }

    @Override
    public void customize(SSLEngine engine) {
      super.customize(engine);
      tls.configure(engine);
    }
  }
}
