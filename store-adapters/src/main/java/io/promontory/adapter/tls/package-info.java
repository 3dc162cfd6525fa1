/**
 * TLS as both ends of our connections speak it, from PEM files: {@link
 * io.promontory.adapter.tls.TlsConfig} says how a client does, {@link
 * io.promontory.adapter.tls.TlsContexts} makes it work.
 */
@NullMarked
package io.promontory.adapter.tls;

import org.jspecify.annotations.NullMarked;
