package io.promontory.frontend.api;

import io.promontory.frontend.http.RequestParams;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.print.AstTree;
import io.promontory.promql.print.PrettyPrinter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** What concerns the text of a query more than its result. */
@Path("/api/v1")
public final class ExpressionResource {
  private final Expressions expressions;

  ExpressionResource(Expressions expressions) {
    this.expressions = expressions;
  }

  @GET
  @Path("format_query")
  public Response getFormat(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(
        request, params -> ApiAnswer.ofTree(PrettyPrinter.print(expression(params))));
  }

  @POST
  @Path("format_query")
  public Response postFormat(@Context HttpServletRequest request) {
    return getFormat(request);
  }

  @GET
  @Path("parse_query")
  public Response getParse(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(request, params -> ApiAnswer.ofTree(AstTree.of(expression(params))));
  }

  @POST
  @Path("parse_query")
  public Response postParse(@Context HttpServletRequest request) {
    return getParse(request);
  }

  /** What is wrong with a text, as data; {@code from} and {@code to} count UTF-16 units. */
  @GET
  @Path("check_query")
  public Response getCheck(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(
        request,
        params -> ApiAnswer.ofTree(Map.of("faults", expressions.faults(params.first("query")))));
  }

  @POST
  @Path("check_query")
  public Response postCheck(@Context HttpServletRequest request) {
    return getCheck(request);
  }

  private Expr expression(RequestParams params) {
    return expressions.parse(params.first("query"));
  }
}
