/** Certificates made for a test: {@link io.promontory.adapter.testing.tls.TestAuthority}. */
package io.promontory.adapter.testing.tls;
