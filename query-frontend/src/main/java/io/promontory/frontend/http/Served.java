package io.promontory.frontend.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How the filter treats a resource method where that differs from its neighbours below /api/v1. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Served {
  /** Whether the answer is compressed for those who accept it. */
  boolean compressed() default true;

  /** Whether pages of other origins may read the answer. */
  boolean crossOrigin() default true;

  /** Whether it is answered before the process is ready, too. */
  boolean always() default false;
}
