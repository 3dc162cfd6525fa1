/**
 * TLS as both ends of our connections speak it, from PEM: {@link
 * io.promontory.adapter.tls.TlsConfig} says how a client does, {@link
 * io.promontory.adapter.tls.ClientTls} makes it work; {@link
 * io.promontory.adapter.tls.TlsServerConfig} and {@link io.promontory.adapter.tls.ServerTls} do the
 * same for a server. Files of both may change while they run.
 */
@NullMarked
package io.promontory.adapter.tls;

import org.jspecify.annotations.NullMarked;
