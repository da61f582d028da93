# SPDX-License-Identifier: MIT
"""Serves site/ as servers do: gzip'd, in chunks, with a redirect, an error and a picture. serve.py PORT"""
import gzip
import http.server
import pathlib
import sys
import zlib

SITE = pathlib.Path(__file__).parent / "site"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, headers, body):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if headers.get("Transfer-Encoding") != "chunked":
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    @staticmethod
    def chunked(body, size=300):
        pieces = [body[i:i + size] for i in range(0, len(body), size)]
        return b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in pieces) + b"0\r\n\r\n"

    def do_GET(self):
        html = {"Content-Type": "text/html; charset=utf-8"}
        name = self.path.lstrip("/") or "index.html"
        if name == "logo.png":
            return self.answer(200, {"Content-Type": "image/png"}, b"\x89PNG\r\n\x1a\n" + bytes(40))
        if name == "ancien.html":
            return self.answer(301, {"Location": "/brest-algues.html"}, b"")
        if not (SITE / name).is_file():
            return self.answer(404, html, b"<html><body><p>Cette page n'existe pas.</p></body></html>")
        page = (SITE / name).read_bytes()
        if name == "tours-verrier.html":
            html |= {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"}
            return self.answer(200, html, self.chunked(gzip.compress(page, mtime=0)))
        if name == "brest-algues.html":
            html |= {"Content-Encoding": "deflate"}
            return self.answer(200, html, zlib.compress(page))
        return self.answer(200, html | {"Transfer-Encoding": "chunked"}, self.chunked(page))

    def log_message(self, *args):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
