package io.promontory.frontend.api;

import io.promontory.adapter.blocks.catalogue.CatalogueView;
import io.promontory.adapter.blocks.catalogue.SetAside;
import io.promontory.frontend.blocks.BlockRows;
import io.promontory.frontend.blocks.BlockRows.Span;
import io.promontory.frontend.http.RequestParams;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.block.meta.ThanosMeta;
import io.promontory.series.labels.Labels;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /blocks}: the blocks of each store of blocks, in rows that should have no gaps and no
 * overlaps. Tells what is known; asks no bucket. Times are ms.
 */
@Path("/api/v1/blocks")
public final class BlocksResource {
  private static final int MOST = 5_000;

  private final Supplier<Map<String, CatalogueView>> catalogues;

  public BlocksResource(Supplier<Map<String, CatalogueView>> catalogues) {
    this.catalogues = catalogues;
  }

  @GET
  public Response get(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(request, params -> ApiAnswer.ofTree(Map.of("stores", all(params))));
  }

  private List<Object> all(RequestParams params) {
    String store = params.first("store");
    String search = params.first("search");
    long limit = ApiParams.limit(params);
    int most = (int) (limit == 0 ? MOST : Math.min(limit, MOST));
    List<Object> stores = new ArrayList<>();
    catalogues
        .get()
        .forEach(
            (name, view) -> {
              if (store.isEmpty() || store.equals(name)) {
                stores.add(shown(name, view, search, most));
              }
            });
    return stores;
  }

  private static Object shown(String name, CatalogueView view, String search, int most) {
    List<Object> rows = new ArrayList<>();
    int blocks = 0;
    int shownBlocks = 0;
    long samples = 0;
    long bytes = 0;
    int gaps = 0;
    int overlaps = 0;
    for (BlockRows row : BlockRows.of(view.blocks())) {
      if (!isMeant(row, search)) {
        continue;
      }
      // The latest are shown where there are too many.
      int room = Math.min(row.blocks().size(), most - shownBlocks);
      rows.add(shown(row, room));
      shownBlocks += room;
      blocks += row.blocks().size();
      samples += row.blocks().stream().mapToLong(block -> block.stats().samples()).sum();
      bytes += row.blocks().stream().mapToLong(BlocksResource::bytes).sum();
      gaps += row.gaps().size();
      overlaps += row.overlaps().size();
    }
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("store", name);
    shown.put("complete", view.complete());
    shown.put("shortfall", view.shortfall());
    shown.put("blocks", blocks);
    shown.put("samples", samples);
    shown.put("bytes", bytes);
    shown.put("gaps", gaps);
    shown.put("overlaps", overlaps);
    shown.put("truncated", shownBlocks < blocks);
    shown.put("setAside", view.setAside().stream().limit(100).map(BlocksResource::shown).toList());
    shown.put("rows", rows);
    return shown;
  }

  private static boolean isMeant(BlockRows row, String search) {
    return search.isEmpty()
        || row.labels().toString().contains(search)
        || row.blocks().stream().anyMatch(b -> b.ulid().toString().contains(search));
  }

  private static Object shown(BlockRows row, int room) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("labels", row.labels());
    shown.put("resolution", row.resolution());
    shown.put("gaps", spans(row.gaps()));
    shown.put("overlaps", spans(row.overlaps()));
    int size = row.blocks().size();
    shown.put(
        "blocks",
        row.blocks().subList(size - room, size).stream().map(BlocksResource::shown).toList());
    return shown;
  }

  private static List<Object> spans(List<Span> spans) {
    return spans.stream()
        .limit(1_000)
        .<Object>map(span -> List.of(span.fromMs(), span.toMs()))
        .toList();
  }

  private static Object shown(BlockMeta block) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    long bytes = bytes(block);
    shown.put("ulid", block.ulid().toString());
    shown.put("minTime", block.minTime());
    shown.put("maxTime", block.maxTime());
    shown.put("level", block.compaction().level());
    shown.put("series", block.stats().series());
    shown.put("samples", block.stats().samples());
    shown.put("chunks", block.stats().chunks());
    shown.put("bytes", bytes == 0 ? null : (Object) bytes);
    return shown;
  }

  /** 0 where the block does not tell. */
  private static long bytes(BlockMeta block) {
    ThanosMeta thanos = block.thanos();
    return thanos == null ? 0 : thanos.files().stream().mapToLong(ThanosMeta.File::size).sum();
  }

  private static Object shown(SetAside block) {
    Map<String, Object> shown = new LinkedHashMap<>();
    BlockMeta meta = block.meta();
    shown.put("ulid", block.ulid().toString());
    shown.put("reason", block.reason());
    shown.put("labels", meta == null ? Labels.EMPTY : meta.externalLabels());
    return shown;
  }
}
