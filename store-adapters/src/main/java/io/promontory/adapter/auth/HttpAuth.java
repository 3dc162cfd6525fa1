package io.promontory.adapter.auth;

/** How a client says who it is; a client does it in one way. */
public sealed interface HttpAuth permits BasicAuth, Authorization, OAuth2, Sigv4 {}
