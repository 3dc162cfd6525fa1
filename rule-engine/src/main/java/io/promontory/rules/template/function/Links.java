package io.promontory.rules.template.function;

import java.net.URI;

/** Links to this server. */
final class Links {
  private Links() {}

  /** The page of an expression, with its graph (tab 0) or table (tab 1); relative. */
  static String toExpression(String expression, int tab) {
    return "/graph?g0.expr=" + Escapes.urlQuery(expression) + "&g0.tab=" + tab;
  }

  static String pathPrefix(Environment environment) throws CallException {
    String path = url(environment).getPath();
    return path == null ? "" : path;
  }

  static String externalUrl(Environment environment) throws CallException {
    return url(environment).toString();
  }

  private static URI url(Environment environment) throws CallException {
    URI url = environment.externalUrl();
    if (url == null) {
      throw new CallException(CallException.NULL_POINTER);
    }
    return url;
  }
}
