// SPDX-License-Identifier: MIT
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.misc.index.BPIndexReorderer;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TotalHits;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.Version;

/** Lucene behind the protocol of bench/peers/README.md. */
public final class Peer {
  private static final double BUFFER_MB = 512;
  private static final String BODY = "body", ID = "id";

  private static Analyzer words() {
    return new Analyzer() {
      @Override
      protected TokenStreamComponents createComponents(String field) {
        Tokenizer words = new WhitespaceTokenizer();
        return new TokenStreamComponents(words);
      }
    };
  }

  private static IndexWriterConfig config() {
    IndexWriterConfig config = new IndexWriterConfig(words());
    config.setRAMBufferSizeMB(BUFFER_MB);
    config.setUseCompoundFile(false);
    config.getMergePolicy().setNoCFSRatio(0);
    return config;
  }

  // ---- build ----

  private static FieldType bodyType() {
    FieldType type = new FieldType();
    type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
    type.setTokenized(true);
    type.freeze();
    return type;
  }

  private static Document document(JsonParser json, FieldType bodyType) throws IOException {
    String id = "", title = "", body = "";
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals("id")) id = json.getText();
      else if (name.equals("title")) title = json.getText();
      else if (name.equals("body")) body = json.getText();
      else json.skipChildren();
    }
    Document document = new Document();
    document.add(new StringField(ID, id, Field.Store.NO));
    document.add(new BinaryDocValuesField(ID, new BytesRef(id)));
    document.add(new Field(BODY, title.isEmpty() ? body : title + " " + body, bodyType));
    return document;
  }

  private static void build(Path docs, Path path, int threads, boolean reorder) throws IOException {
    Path plain = reorder ? path.resolveSibling(path.getFileName() + ".plain") : path;
    try (Directory directory = new MMapDirectory(plain);
        IndexWriter writer = new IndexWriter(directory, config());
        JsonParser json = new JsonFactory().createParser(Files.newBufferedReader(docs))) {
      FieldType bodyType = bodyType();
      while (json.nextToken() != null) writer.addDocument(document(json, bodyType));
      writer.forceMerge(1);
      writer.commit();
    }
    if (reorder) reorder(plain, path, threads);
  }

  private static void reorder(Path from, Path to, int threads) throws IOException {
    ExecutorService pool = threads > 1 ? new ForkJoinPool(threads) : null;
    try (Directory source = new MMapDirectory(from);
        Directory target = new MMapDirectory(to);
        DirectoryReader reader = DirectoryReader.open(source);
        IndexWriter writer = new IndexWriter(target, config())) {
      BPIndexReorderer reorderer = new BPIndexReorderer();
      reorderer.setRAMBudgetMB(2 * BUFFER_MB);
      CodecReader only = (CodecReader) reader.leaves().get(0).reader();
      writer.addIndexes(reorderer.reorder(only, target, pool));
      writer.forceMerge(1);
      writer.commit();
    }
    if (pool != null) pool.shutdown();
    try (Directory source = new MMapDirectory(from)) {
      for (String name : source.listAll()) source.deleteFile(name);
    }
    Files.delete(from);
  }

  // ---- query ----

  private static Query term(String word) {
    return new TermQuery(new Term(BODY, word));
  }

  private static Query parse(String text) {
    if (text.startsWith("\"")) {
      return new PhraseQuery(BODY, text.substring(1, text.length() - 1).split(" "));
    }
    String[] words = text.split(" ");
    if (words.length == 1) return term(words[0].startsWith("+") ? words[0].substring(1) : words[0]);
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    for (String word : words) {
      if (word.startsWith("+")) query.add(term(word.substring(1)), Occur.MUST);
      else if (word.startsWith("-")) query.add(term(word.substring(1)), Occur.MUST_NOT);
      else query.add(term(word), Occur.SHOULD);
    }
    return query.build();
  }

  private static String keys(IndexSearcher searcher, TopDocs found) throws IOException {
    List<String> keys = new ArrayList<>();
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    for (ScoreDoc hit : found.scoreDocs) {
      LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(hit.doc, leaves));
      LeafReader reader = leaf.reader();
      BinaryDocValues ids = reader.getBinaryDocValues(ID);
      ids.advanceExact(hit.doc - leaf.docBase);
      keys.add(ids.binaryValue().utf8ToString());
    }
    return String.join(" ", keys);
  }

  /** Hits are counted up to `counted`; beyond it Lucene may leave out what cannot be among the best. */
  private static TopDocs top(IndexSearcher searcher, Query query, int n, int counted) throws IOException {
    return searcher.search(query, new TopScoreDocCollectorManager(n, null, counted));
  }

  /** totalHits.value is a field up to version 9 and an accessor since 10. */
  private static final MethodHandle HITS = findHits();

  private static MethodHandle findHits() {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    try {
      return lookup.findVirtual(TotalHits.class, "value", MethodType.methodType(long.class));
    } catch (ReflectiveOperationException older) {
      try {
        return lookup.findGetter(TotalHits.class, "value", long.class);
      } catch (ReflectiveOperationException unknown) {
        throw new IllegalStateException(unknown);
      }
    }
  }

  private static long hits(TopDocs found) {
    try {
      return (long) HITS.invokeExact(found.totalHits);
    } catch (Throwable unexpected) {
      throw new IllegalStateException(unexpected);
    }
  }

  private static String answer(IndexSearcher searcher, String command, String text) throws IOException {
    Query query = parse(text);
    if (command.equals("COUNT")) return Integer.toString(searcher.count(query));
    if (command.startsWith("IDS_")) {
      int n = Integer.parseInt(command.substring(4));
      return keys(searcher, top(searcher, query, n, n));
    }
    if (!command.startsWith("TOP_")) return "UNSUPPORTED";
    String rest = command.substring(4);
    if (rest.endsWith("_COUNT")) {
      int n = Integer.parseInt(rest.substring(0, rest.length() - 6));
      return Long.toString(hits(top(searcher, query, n, Integer.MAX_VALUE)));
    }
    int n = Integer.parseInt(rest);
    return top(searcher, query, n, n).scoreDocs.length > 0 ? "1" : "0";
  }

  private static void query(Path path) throws IOException {
    boolean withTime = System.getenv("GAME_NS") != null;
    PrintStream out = new PrintStream(System.out, false, "UTF-8");
    try (Directory directory = new MMapDirectory(path);
        IndexReader reader = DirectoryReader.open(directory);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      IndexSearcher searcher = new IndexSearcher(reader);
      searcher.setQueryCache(null);
      for (String line; (line = in.readLine()) != null; ) {
        long start = System.nanoTime();
        int tab = line.indexOf('\t');
        String given = tab < 0 ? "UNSUPPORTED" : answer(searcher, line.substring(0, tab), line.substring(tab + 1));
        long spent = System.nanoTime() - start;
        out.print(withTime ? given + "\t" + spent + "\n" : given + "\n");
        out.flush();
      }
    }
  }

  public static void main(String[] arguments) throws IOException {
    int n = arguments.length;
    if (n >= 4 && arguments[0].equals("build") && arguments[3].equals("ws")) {
      int threads = n > 4 ? Integer.parseInt(arguments[4]) : 1;
      boolean reorder = n > 5 && arguments[5].equals("reorder");
      build(Path.of(arguments[1]), Path.of(arguments[2]), threads, reorder);
    } else if (n == 3 && arguments[0].equals("query") && arguments[2].equals("ws")) {
      query(Path.of(arguments[1]));
    } else if (n == 1 && arguments[0].equals("version")) {
      System.out.println("Lucene " + Version.LATEST + ", Java " + Runtime.version());
    } else {
      System.err.println("Usage: build DOCS.jsonl INDEX ws [THREADS [reorder]] | query INDEX ws | version");
      System.exit(64);
    }
  }
}
