;;; emacs_driver.el --- run by test_emacs.py  -*- lexical-binding: t; -*-

;; Opens a script of a project as a user would, and prints what Emacs then knows, as JSON.

(defvar seen '())
(defun note (name value) (push (cons name value) seen))
(defun wait-for (what test)
  "Lets Emacs work until TEST holds; an error names WHAT when it does not in time."
  (with-timeout (60 (error "%s: not in time" what))
    (while (not (funcall test)) (accept-process-output nil 0.05))))
(defun place-before (text)
  (goto-char (point-min))
  (search-forward text)
  (goto-char (match-beginning 0)))
(defun place-after (text)
  (goto-char (point-min))
  (search-forward text))

(package-initialize)
(require 'json)
(require 'lua-mode)
(require 'eglot)
(require 'flymake)
(pcase-let ((`(,folder ,configuration) command-line-args-left))
  (setq command-line-args-left nil)
  (load configuration nil t)
  ;; What a user's session does when it is idle, done at once.
  (setq eglot-sync-connect t eglot-autoshutdown nil eglot-send-changes-idle-time 0)
  (find-file (expand-file-name "stack.lua" folder))
  (eglot--maybe-activate-editing-mode))

(unless (eglot-current-server)
  ;; `eglot-ensure' waits for the end of the command, and in batch there is none.
  (run-hooks 'post-command-hook))
(wait-for "the connection" #'eglot-current-server)
(let ((server (eglot-current-server)))
  (note "command" (vconcat (process-command (jsonrpc--process server))))
  (note "mode" (symbol-name major-mode))

  (defun diagnostics ()
    (sort (mapcar (lambda (d)
                    (vector (line-number-at-pos (flymake-diagnostic-beg d)) (flymake-diagnostic-text d)))
                  (flymake-diagnostics))
          (lambda (one other) (< (aref one 0) (aref other 0)))))
  (flymake-start)
  (wait-for "diagnostics" #'diagnostics)
  (note "diagnostics" (vconcat (diagnostics)))

  (place-after "Secret(\"db\", {\n  ")
  (pcase-let ((`(,begin ,end ,table . ,_) (eglot-completion-at-point)))
    (note "completions" (vconcat (all-completions (buffer-substring begin end) table))))

  (place-before "Secret(")
  (note "hover" (plist-get (plist-get (jsonrpc-request server :textDocument/hover (eglot--TextDocumentPositionParams))
                                      :contents)
                           :value))

  (place-before "secret = ")
  (eglot-rename "database")
  (note "renamed" (buffer-string))

  (place-before "undefined_helper(")
  (delete-region (point) (progn (forward-line 1) (point)))
  (eglot--signal-textDocument/didChange)
  (wait-for "the end of the diagnostics" (lambda () (flymake-start) (null (diagnostics))))
  (note "cleared" t)

  (set-buffer-modified-p nil)

  (let ((folder (file-name-directory buffer-file-name)))
    (find-file (expand-file-name "Cofre.dev.yaml" folder))
    (eglot--maybe-activate-editing-mode)
    (note "settingsMode" (symbol-name major-mode))
    (note "isTheSameServer" (eq server (eglot-current-server)))
    (flymake-start)
    (wait-for "diagnostics of the settings" #'diagnostics)
    (note "settings" (vconcat (diagnostics)))
    (find-file (expand-file-name "other.yaml" folder))
    (note "otherMode" (symbol-name major-mode)))

  (eglot-shutdown server)
  (note "stopped" (not (process-live-p (jsonrpc--process server)))))

(princ (json-encode seen))
;;; emacs_driver.el ends here
