package io.promontory.it.ui;

import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands all tests one and the same {@link Browser} and {@link UiSite}, each started for the first
 * that wants it and closed after the last test of all.
 */
final class SharedUi implements ParameterResolver {
  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(SharedUi.class);

  private static final Map<Class<?>, Supplier<AutoCloseable>> STARTS =
      Map.of(Browser.class, Browser::new, UiSite.class, UiSite::start);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return STARTS.containsKey(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return context
        .getRoot()
        .getStore(OURS)
        .getOrComputeIfAbsent(type, key -> STARTS.get(type).get());
  }
}
