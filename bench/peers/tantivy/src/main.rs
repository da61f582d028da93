// SPDX-License-Identifier: MIT
//! Tantivy behind the protocol of bench/peers/README.md.
use std::error::Error;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::time::Instant;

use tantivy::collector::{Count, TopDocs};
use tantivy::indexer::NoMergePolicy;
use tantivy::query::{BooleanQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{
    Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions, Value, STORED, STRING,
};
use tantivy::tokenizer::{TextAnalyzer, WhitespaceTokenizer};
use tantivy::{Index, IndexWriter, Searcher, TantivyDocument, Term};

type Outcome<T> = Result<T, Box<dyn Error>>;

const WRITER_BYTES: usize = 512 << 20;

fn schema() -> Schema {
    let mut builder = Schema::builder();
    let words = TextFieldIndexing::default()
        .set_tokenizer("ws")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    builder.add_text_field("id", STRING | STORED);
    builder.add_text_field("body", TextOptions::default().set_indexing_options(words));
    builder.build()
}

fn with_analyser(index: Index) -> Index {
    let words = TextAnalyzer::builder(WhitespaceTokenizer::default()).build();
    index.tokenizers().register("ws", words);
    index
}

fn build(docs: &str, path: &str, threads: usize) -> Outcome<()> {
    fs::create_dir_all(path)?;
    let index = with_analyser(Index::create_in_dir(path, schema())?);
    let (id, body) = (index.schema().get_field("id")?, index.schema().get_field("body")?);
    let mut writer: IndexWriter = index.writer_with_num_threads(threads, WRITER_BYTES)?;
    writer.set_merge_policy(Box::new(NoMergePolicy));
    for line in BufReader::with_capacity(1 << 20, File::open(docs)?).lines() {
        let record: serde_json::Value = serde_json::from_str(&line?)?;
        let mut document = TantivyDocument::default();
        document.add_text(id, record["id"].as_str().unwrap_or_default());
        let title = record["title"].as_str().unwrap_or_default();
        let text = record["body"].as_str().unwrap_or_default();
        if title.is_empty() {
            document.add_text(body, text);
        } else {
            document.add_text(body, format!("{title} {text}"));
        }
        writer.add_document(document)?;
    }
    writer.commit()?;
    let segments = index.searchable_segment_ids()?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
    }
    writer.garbage_collect_files().wait()?;
    writer.wait_merging_threads()?;
    Ok(())
}

/// Queries are taken apart here: a general parser would cost the peer time that is not its engine's.
fn parse(text: &str, body: Field) -> Option<Box<dyn Query>> {
    let term = |word: &str| Term::from_field_text(body, word);
    let leaf = |word: &str| -> Box<dyn Query> {
        Box::new(TermQuery::new(term(word), IndexRecordOption::WithFreqs))
    };
    if let Some(inside) = text.strip_prefix('"') {
        let words: Vec<Term> = inside.strip_suffix('"')?.split_whitespace().map(term).collect();
        return Some(match words.len() {
            0 => return None,
            1 => Box::new(TermQuery::new(words[0].clone(), IndexRecordOption::WithFreqs)),
            _ => Box::new(PhraseQuery::new(words)),
        });
    }
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = text
        .split_whitespace()
        .map(|word| match word.split_at(1) {
            ("+", rest) => (Occur::Must, leaf(rest)),
            ("-", rest) => (Occur::MustNot, leaf(rest)),
            _ => (Occur::Should, leaf(word)),
        })
        .collect();
    if clauses.len() == 1 && clauses[0].0 != Occur::MustNot {
        return clauses.pop().map(|(_, only)| only);
    }
    Some(Box::new(BooleanQuery::new(clauses)))
}

fn keys(searcher: &Searcher, query: &dyn Query, limit: usize, id: Field) -> Outcome<String> {
    let hits = searcher.search(query, &TopDocs::with_limit(limit).order_by_score())?;
    let mut found = Vec::with_capacity(hits.len());
    for (_, address) in hits {
        let document: TantivyDocument = searcher.doc(address)?;
        found.push(document.get_first(id).and_then(|v| v.as_str()).unwrap_or_default().to_string());
    }
    Ok(found.join(" "))
}

fn answer(searcher: &Searcher, command: &str, text: &str, body: Field, id: Field) -> Outcome<String> {
    const UNKNOWN: &str = "UNSUPPORTED";
    let Some(query) = parse(text, body) else {
        return Ok(UNKNOWN.into());
    };
    if command == "COUNT" {
        return Ok(query.count(searcher)?.to_string());
    }
    if let Some(limit) = command.strip_prefix("IDS_") {
        return keys(searcher, &query, limit.parse()?, id);
    }
    let Some(rest) = command.strip_prefix("TOP_") else {
        return Ok(UNKNOWN.into());
    };
    if let Some(limit) = rest.strip_suffix("_COUNT") {
        let top = TopDocs::with_limit(limit.parse()?).order_by_score();
        let (_, count) = searcher.search(&query, &(top, Count))?;
        return Ok(count.to_string());
    }
    let hits = searcher.search(&query, &TopDocs::with_limit(rest.parse()?).order_by_score())?;
    Ok(u8::from(!hits.is_empty()).to_string())
}

fn query(path: &str) -> Outcome<()> {
    let index = with_analyser(Index::open_in_dir(path)?);
    let (id, body) = (index.schema().get_field("id")?, index.schema().get_field("body")?);
    let searcher = index.reader()?.searcher();
    let with_time = std::env::var_os("GAME_NS").is_some();
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line?;
        let start = Instant::now();
        let (command, text) = line.split_once('\t').unwrap_or((&line, ""));
        let given = answer(&searcher, command, text, body, id)?;
        let spent = start.elapsed().as_nanos();
        if with_time {
            writeln!(out, "{given}\t{spent}")?;
        } else {
            writeln!(out, "{given}")?;
        }
        out.flush()?;
    }
    Ok(())
}

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["build", docs, path, "ws"] => build(docs, path, 1),
        ["build", docs, path, "ws", threads] => build(docs, path, threads.parse()?),
        ["query", path, "ws"] => query(path),
        ["version"] => {
            println!("{}", tantivy::version_string());
            Ok(())
        }
        _ => Err("usage: build DOCS.jsonl INDEX ws [THREADS] | query INDEX ws | version".into()),
    }
}
