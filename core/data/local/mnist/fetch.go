package mnist

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"
)

// How long a mirror may keep us waiting.
const (
	connectTime = 2 * time.Second // for a connection, and again for TLS
	answerTime  = 4 * time.Second // for the beginning of an answer
	stallTime   = 5 * time.Second // between two pieces of it
	fileTime    = 5 * time.Minute // for a file
)

// client connects and is answered in time, or fails.
var client = &http.Client{Transport: &http.Transport{
	Proxy:                 http.ProxyFromEnvironment,
	DialContext:           (&net.Dialer{Timeout: connectTime}).DialContext,
	TLSHandshakeTimeout:   connectTime,
	ResponseHeaderTimeout: answerTime,
	ForceAttemptHTTP2:     true,
}}

// mirror is a place on the network that serves the files.
type mirror struct {
	base   string // the address, with a slash at its end
	client *http.Client
	stall  time.Duration // 0: stallTime
	down   bool          // it failed once, and is not asked again
}

// fetch asks the mirrors for a file and keeps it in the cache.
func (f *finder) fetch(ctx context.Context, want file) ([]byte, string, error) {
	for i := range f.mirrors {
		m := &f.mirrors[i]
		if m.down {
			continue
		}
		f.log(fmt.Sprintf("mnist: %s%s.gz ...", m.base, want.name))
		b, raw, err := m.get(ctx, want)
		if ctx.Err() != nil {
			return nil, "", fmt.Errorf("mnist: %s: %w", want.name, context.Cause(ctx))
		}
		if err != nil {
			m.down = true
			f.log(fmt.Sprintf("mnist: %s%s.gz: %v", m.base, want.name, err))
			continue
		}
		if err := f.keep(want, b); err != nil {
			f.log(fmt.Sprintf("mnist: %s is not kept in the cache: %v", want.name, err))
		}
		return raw, m.base, nil
	}
	return nil, "", ErrNotFound
}

// get returns a file as served, and its raw bytes, checked.
func (m *mirror) get(ctx context.Context, want file) (b, raw []byte, err error) {
	ctx, done := context.WithTimeout(ctx, fileTime)
	defer done()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, m.base+want.name+".gz", nil)
	if err != nil {
		return nil, nil, err
	}
	// An explicit encoding keeps the transport from unpacking the archive.
	req.Header.Set("Accept-Encoding", "identity")
	resp, err := m.client.Do(req)
	if failed := (*url.Error)(nil); errors.As(err, &failed) {
		err = failed.Err // the address is in the log already
	}
	if err != nil {
		return nil, nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, nil, fmt.Errorf("status %s found, 200 OK expected", resp.Status)
	}
	stall := m.stall
	if stall == 0 {
		stall = stallTime
	}
	watch := time.AfterFunc(stall, func() { cancel(errors.New("the mirror stopped sending")) })
	defer watch.Stop()
	var in bytes.Buffer
	if _, err := io.Copy(&in, io.LimitReader(alive{resp.Body, watch, stall}, want.size+overhead)); err != nil {
		if ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		return nil, nil, err
	}
	if raw, err = want.raw(in.Bytes()); err != nil {
		return nil, nil, err
	}
	return in.Bytes(), raw, want.check(raw)
}

// alive sets a watch back whenever something arrives.
type alive struct {
	r     io.Reader
	watch *time.Timer
	stall time.Duration
}

func (a alive) Read(p []byte) (int, error) {
	n, err := a.r.Read(p)
	if n > 0 {
		a.watch.Reset(a.stall)
	}
	return n, err
}
