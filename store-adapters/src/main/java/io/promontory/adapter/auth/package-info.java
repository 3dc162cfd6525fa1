/**
 * Who we are when we ask a server over HTTP. {@link io.promontory.adapter.auth.HttpAuth} is what a
 * user may set: basic authentication, an {@code Authorization} header, OAuth 2.0 client
 * credentials, AWS' signatures. {@link io.promontory.adapter.auth.Authorizer} puts it on each
 * attempt of a request, keeps tokens and keys until they run out, and says in words why a server
 * refuses them. A {@link io.promontory.adapter.auth.Secret} is sent and never shown.
 */
@NullMarked
package io.promontory.adapter.auth;

import org.jspecify.annotations.NullMarked;
